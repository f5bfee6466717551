import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { contentSecurityPolicy } from '#shared/contentSecurityPolicy'
import { watchPolicy } from '../support/policyViolations'
import { serveFiles } from './standIn/staticServer'

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/** The built program at /app/, as the central server serves it; no interface behind it. */
async function serveBuiltProgram() {
  return serveFiles(
    async (path) => {
      if (!path.startsWith('/app/')) return undefined
      const name = path === '/app/' ? 'index.html' : decodeURIComponent(path.slice(5))
      const file = fileURLToPath(new URL(`../../out/renderer/${name}`, import.meta.url))
      const body = await readFile(file).catch(() => undefined)
      return body && { body, type: TYPES[extname(name)] ?? 'application/octet-stream' }
    },
    { 'Content-Security-Policy': contentSecurityPolicy({ blobFrames: true }) },
  )
}

test('[H-18] after the first visit the program opens with the server gone', async ({ page }) => {
  const server = await serveBuiltProgram()
  const offences = await watchPolicy(page)
  await page.goto(`${server.url}/app/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)
  expect(scope).toBe(`${server.url}/app/`)

  await server.stop()
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  // Every built file is there offline, also those that no page has asked for yet.
  const manifest = await page.evaluate(async () => {
    const answer = await fetch('./manifest.webmanifest')
    return (await answer.json()) as Record<string, unknown>
  })
  expect(manifest).toMatchObject({
    name: 'SMILE Loket',
    lang: 'id',
    start_url: './',
    display: 'standalone',
  })
  expect(await offences()).toEqual([])
})

test('[H-18] the worker leaves the interface of the server alone', async ({ page }) => {
  const server = await serveBuiltProgram()
  await page.goto(`${server.url}/app/`)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const before = server.paths.length
  const statuses = await page.evaluate(() =>
    Promise.all(['/health', '/sync/pull'].map(async (path) => (await fetch(path)).status)),
  )
  expect(statuses).toEqual([404, 404])
  expect(server.paths.slice(before)).toEqual(expect.arrayContaining(['/health', '/sync/pull']))
  await server.stop()
})
