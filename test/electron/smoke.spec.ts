import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, expect, test } from '@playwright/test'
import { findElectronBinary } from '../../scripts/electron-binary.mjs'
import { hasDisplay } from '../../scripts/lib/window.mjs'

// The only test with the real thing. It says aloud when it cannot run.
const binary = findElectronBinary()
const reason = findReasonToSkip()

function findReasonToSkip(): string | undefined {
  if (binary === undefined) {
    return 'no Electron binary (set ELECTRON_OVERRIDE_DIST_PATH or run npx install-electron)'
  }
  if (!hasDisplay()) return 'no display (run under xvfb-run)'
  // Root would have to switch the sandbox off, and then the test would prove nothing.
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'Electron refuses root'
  return undefined
}

test('[H-4] the program opens in a real Electron', async () => {
  if (reason !== undefined) console.warn(`SKIPPED smoke.spec.ts: ${reason}`)
  test.skip(reason !== undefined, reason)

  const userData = await mkdtemp(join(tmpdir(), 'loket-smoke-'))
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const program = await _electron.launch({
    executablePath: binary,
    args: [root, `--user-data-dir=${userData}`],
  })
  try {
    const page = await program.firstWindow()
    await page.getByRole('heading', { level: 1 }).waitFor()
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
