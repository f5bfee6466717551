import { expect, test as base } from '@playwright/test'
import { startPracticeServer, type PracticeServer } from '../support/practiceServer'
import { launchShell, type ShellOnStandIn } from './standIn/launch'

// The built shell together with the built server: may the desktop program call it, and only it?

const test = base.extend<{ shell: ShellOnStandIn }, { server: PracticeServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const server = await startPracticeServer()
      await provide(server)
      await server.dispose()
    },
    { scope: 'worker' },
  ],
  shell: async ({ page, server }, provide) => {
    const shell = await launchShell({ serverUrl: server.url })
    await shell.openIn(page)
    await provide(shell)
    await shell.stop()
  },
})

test('[H-15] the page reaches its server across origins, also with its own headers', async ({
  shell,
  page,
}) => {
  expect(shell.serverUrl).toBeTruthy()
  const outcome = await page.evaluate(async () => {
    const base = window.host?.appInfo.serverUrl ?? ''
    const health = await fetch(`${base}/health`)
    // A request that needs a preflight; without a token the answer must be a clean refusal.
    const push = await fetch(`${base}/sync/push`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer forged',
        'x-device-id': '00000000-0000-7000-8000-000000000000',
      },
      body: '{}',
    })
    return { health: health.status, push: push.status }
  })
  expect(outcome).toEqual({ health: 200, push: 401 })
})

test('[H-15] a page of another origin gets nothing from the server', async ({ server }) => {
  for (const origin of ['https://evil.example', 'null', 'app://bundle.evil', 'file://']) {
    const response = await fetch(`${server.url}/health`, { headers: { origin } })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  }
})

test('[H-15] with the cable out requests fail, and work again afterwards', async ({
  shell,
  page,
}) => {
  const reach = (): Promise<string> =>
    page.evaluate(async () => {
      const url = `${window.host?.appInfo.serverUrl ?? ''}/health`
      return fetch(url).then(
        (response) => String(response.status),
        () => 'failed',
      )
    })
  expect(await reach()).toBe('200')
  shell.cutNetwork()
  expect(await reach()).toBe('failed')
  shell.restoreNetwork()
  expect(await reach()).toBe('200')
})
