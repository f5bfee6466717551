import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, expect, test } from '@playwright/test'
import { findElectronBinary } from '../../scripts/electron-binary.mjs'

// The only test with the real thing. It says aloud when it cannot run.
const binary = findElectronBinary()
const reason = 'no Electron binary (set ELECTRON_OVERRIDE_DIST_PATH or run npx install-electron)'

test('[H-4] the program opens in a real Electron', async () => {
  if (binary === undefined) console.warn(`SKIPPED smoke.spec.ts: ${reason}`)
  test.skip(binary === undefined, reason)

  const userData = await mkdtemp(join(tmpdir(), 'loket-smoke-'))
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const program = await _electron.launch({
    executablePath: binary,
    args: [root, `--user-data-dir=${userData}`],
  })
  try {
    const page = await program.firstWindow()
    await page.waitForSelector('#root > *')
    expect(new URL(page.url()).protocol).toBe('app:')
    const found = await page.evaluate(async () => ({
      kind: window.host?.kind,
      free: (await window.host?.diskSpace())?.freeBytes,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      leaks: ['require', 'process', 'module'].filter((name) => name in window),
    }))
    expect(found).toEqual({
      kind: 'electron',
      free: expect.any(Number),
      workers: 0,
      leaks: [],
    })
  } finally {
    await program.close()
    await rm(userData, { recursive: true, force: true })
  }
})
