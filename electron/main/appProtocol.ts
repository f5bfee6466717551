import { readFile as readFileFromDisk, realpath as realpathOnDisk } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { isAppUrl } from './appOrigin'

export interface AppProtocolOptions {
  /** Absolute path of the folder with the built renderer. */
  readonly root: string
  /** Content-Security-Policy of every answer. */
  readonly contentSecurityPolicy: string
  readonly readFile?: (path: string) => Promise<Uint8Array>
  readonly realpath?: (path: string) => Promise<string>
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/**
 * Serves the built renderer under `app://bundle/`. Pure: request in, answer out. Only GET and
 * HEAD, only files inside the folder (also after following links), nothing else.
 */
export function createAppProtocol(
  options: AppProtocolOptions,
): (request: Request) => Promise<Response> {
  const { root, readFile = readFileFromDisk, realpath = realpathOnDisk } = options
  const headers = (type: string): Record<string, string> => ({
    'Content-Type': type,
    'Content-Security-Policy': options.contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // Files come from the program's own package; an update must not meet yesterday's copies.
    'Cache-Control': 'no-cache',
  })
  const refuse = (status: number, text: string): Response =>
    new Response(text, { status, headers: headers('text/plain; charset=utf-8') })

  return async (request) => {
    if (!isAppUrl(request.url)) return refuse(403, 'foreign address')
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'read only')
    const path = findRelativePath(new URL(request.url).pathname)
    if (path === undefined) return refuse(400, 'bad path')
    const body = await findFile(root, path, readFile, realpath)
    if (!body) return refuse(404, 'no such file')
    const type = MIME_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), {
      status: 200,
      headers: headers(type),
    })
  }
}

/** The path below the root in decoded form, or `undefined` when it tries anything clever. */
function findRelativePath(pathname: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined
  const parts = decoded.split('/').filter((part) => part !== '')
  // A colon would name a drive or an alternate stream on Windows.
  if (parts.some((part) => part === '..' || part === '.' || part.includes(':'))) return undefined
  return parts.length === 0 ? 'index.html' : parts.join('/')
}

async function findFile(
  root: string,
  path: string,
  readFile: (path: string) => Promise<Uint8Array>,
  realpath: (path: string) => Promise<string>,
): Promise<Uint8Array | undefined> {
  try {
    const home = await realpath(root)
    const real = await realpath(resolve(root, path))
    if (!real.startsWith(home + sep)) return undefined
    return await readFile(real)
  } catch {
    // Missing, a folder, unreadable: the page learns only that it is not there.
    return undefined
  }
}
