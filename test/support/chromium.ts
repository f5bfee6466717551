import { existsSync } from 'node:fs'

/** Where distributions put Chromium or a browser of the same engine. */
const COMMON_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
]

/**
 * Path of the Chromium to test with: CHROMIUM_PATH, else a common place, else `undefined`
 * (Playwright then uses the browser that it installed itself).
 * @throws Error when CHROMIUM_PATH names no file: a typo must not silently test another browser
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const chosen = env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (!exists(chosen)) throw new Error(`CHROMIUM_PATH names no file: ${chosen}`)
    return chosen
  }
  return COMMON_PATHS.find((path) => exists(path))
}

/** Switches for repeatable runs: no own network traffic, no first-run pages, no QUIC. */
export function chromiumArguments(isRoot: boolean = process.getuid?.() === 0): string[] {
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
}
