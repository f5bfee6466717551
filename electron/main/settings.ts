import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const DEFAULT_SERVER_URL = 'http://127.0.0.1:4310'

/** `settings.json` in the program's data folder, written by whoever installs the program. */
export const ShellSettings = z.strictObject({ serverUrl: z.string().optional() })
export type ShellSettings = z.output<typeof ShellSettings>

/**
 * Origin of the central server: SMILE_LOKET_SERVER, else the settings file, else the local one.
 * @throws Error with a sentence for the installer. A wrong setting never falls back to another
 *   server: work would go to the wrong place.
 */
export function getServerUrl(
  env: Readonly<Record<string, string | undefined>>,
  settingsPath: string,
  read: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): string {
  const fromEnv = env['SMILE_LOKET_SERVER']
  if (fromEnv !== undefined && fromEnv !== '') {
    return checkServerUrl(fromEnv, 'SMILE_LOKET_SERVER')
  }
  const text = findText(settingsPath, read)
  if (text === undefined) return DEFAULT_SERVER_URL
  const settings = ShellSettings.safeParse(parseJson(text))
  if (!settings.success) throw new Error(`Berkas ${settingsPath} tidak dapat dibaca.`)
  return checkServerUrl(settings.data.serverUrl ?? DEFAULT_SERVER_URL, settingsPath)
}

/** An origin over TLS; plain http only to this very machine. */
function checkServerUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url !== undefined && url.username === '' && url.search === '' && url.hash === ''
  if (!url || !plain || url.pathname !== '/') {
    throw new Error(`Alamat server di ${source} tidak sah: ${text}`)
  }
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw new Error(`Alamat server di ${source} harus memakai https: ${text}`)
  }
  return url.origin
}

function findText(path: string, read: (path: string) => string): string | undefined {
  try {
    return read(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
