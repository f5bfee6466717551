// Finds the Electron program without starting a download by surprise. The npm package installs
// without its binary (since version 42), and some machines can never fetch it.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Path of the Electron program, or undefined. Looked up in this order: ELECTRON_EXEC_PATH (the
 * program itself), ELECTRON_OVERRIDE_DIST_PATH (its folder), the package's own download.
 *
 * @param {{
 *   env?: Record<string, string | undefined>,
 *   platform?: string,
 *   packageFolder?: string | undefined,
 *   exists?: (path: string) => boolean,
 *   readText?: (path: string) => string,
 * }} [options]
 * @returns {string | undefined}
 */
export function findElectronBinary({
  env = process.env,
  platform = process.platform,
  packageFolder = findElectronPackage(),
  exists = existsSync,
  readText = (path) => readFileSync(path, 'utf8'),
} = {}) {
  const candidates = []
  if (env.ELECTRON_EXEC_PATH) candidates.push(env.ELECTRON_EXEC_PATH)
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    candidates.push(join(env.ELECTRON_OVERRIDE_DIST_PATH, executableName(platform)))
  }
  if (packageFolder) {
    const pathFile = join(packageFolder, 'path.txt')
    if (exists(pathFile)) candidates.push(join(packageFolder, 'dist', readText(pathFile).trim()))
  }
  return candidates.find((path) => exists(path))
}

/** Folder of the installed `electron` package, or undefined. */
export function findElectronPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return undefined
  }
}

/** Version of the installed `electron` package, for messages. */
export function getElectronVersion(packageFolder = findElectronPackage()) {
  if (!packageFolder) return 'unknown'
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
}

/**
 * Runs the package's own installer once, quietly, for at most `timeout` milliseconds.
 *
 * @param {{ packageFolder?: string | undefined, timeout?: number }} [options]
 * @returns {Promise<boolean>} whether the installer says that the binary is there now
 */
export function installElectron({ packageFolder = findElectronPackage(), timeout = 120_000 } = {}) {
  if (!packageFolder || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return Promise.resolve(false)
  return new Promise((resolve) => {
    // Its stack trace helps nobody: the caller says in one line what happened instead.
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill(), timeout)
    const finish = (installed) => {
      clearTimeout(timer)
      resolve(installed)
    }
    child.on('error', () => finish(false))
    child.on('exit', (code) => finish(code === 0))
  })
}

function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}
