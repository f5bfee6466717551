// Opens the application: in the desktop shell when there is one, else in the browser.
import { spawn } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findElectronBinary, getElectronVersion, installElectron } from '../electron-binary.mjs'

const DAY = 24 * 60 * 60 * 1000

/** Whether somebody could see a window. */
export function hasDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux') return true
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * The Electron program to use, or the reason in one line why there is none.
 * @param {{ root: string, say: (line: string) => void, forceBrowser?: boolean }} options
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function chooseElectron({ root, say, forceBrowser = false }) {
  if (forceBrowser) return { reason: 'Browser chosen.' }
  if (!hasDisplay()) {
    // Nothing is fetched for a window that nobody could see.
    const missing = findElectronBinary()
      ? ''
      : `Electron ${getElectronVersion()} is not on this machine. `
    return { reason: `${missing}There is no display here, so no window is opened.` }
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { reason: 'Electron does not run as root with its sandbox on; using the browser.' }
  }
  const found = findElectronBinary() ?? (await installOnce(root, say))
  if (found) return { path: found }
  return {
    reason:
      `Electron ${getElectronVersion()} is not on this machine; using the browser. ` +
      '(To get it: ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH, then npm start.)',
  }
}

/**
 * @param {{ path: string, root: string, serverUrl: string }} options
 * @returns {Promise<{ code: number | null, seconds: number }>} how and when it ended
 */
export function runElectron({ path, root, serverUrl }) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(path, [root], {
      stdio: 'ignore',
      env: { ...process.env, SMILE_LOKET_SERVER: serverUrl },
    })
    const finish = (code) => resolve({ code, seconds: (Date.now() - started) / 1000 })
    child.on('error', () => finish(1))
    child.on('exit', (code) => finish(code))
  })
}

/** Opens an address in the person's browser; silent when the system has no opener. */
export function openBrowser(url, platform = process.platform) {
  const [command, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

/** Tries the package's installer, at most once a day: a slow failure must not delay every start. */
async function installOnce(root, say) {
  const stamp = join(root, 'node_modules/.cache/smile-loket/electron-missing')
  const lastFailure = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - lastFailure < DAY) return undefined
  say(`Fetching Electron ${getElectronVersion()} (once, at most two minutes) …`)
  const path = (await installElectron()) ? findElectronBinary() : undefined
  if (path === undefined) {
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, '')
  }
  return path
}
