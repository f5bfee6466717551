import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between a page on the stand-in and the central server. */
export interface Relay {
  /** The address the shell is set to. */
  readonly url: string
  /** From now on every request fails, open streams end: the network cable is out. */
  cut(): void
  restore(): void
  /** Tells the relay where the shell's pages are served. */
  setPageOrigin(origin: string): void
  stop(): Promise<void>
}

/** The origin that the desktop program has, and the server knows. */
const DESKTOP_ORIGIN = 'app://bundle'

/**
 * Passes requests on to the server. Chromium cannot load `app://bundle` without Electron, so the
 * page has another origin here; the relay names the true one to the server and translates the
 * server's permission back. Whether the desktop program may call is thus decided by the server.
 */
export async function startRelay(serverUrl: string): Promise<Relay> {
  const target = new URL(serverUrl)
  let pageOrigin = ''
  let isCut = false

  const server = createServer((incoming, outgoing) => {
    if (isCut) return incoming.socket.destroy()
    const upstream = forward(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: translate(incoming.headers, { [pageOrigin]: DESKTOP_ORIGIN }, target.host),
      },
      (answer) => {
        outgoing.writeHead(
          answer.statusCode ?? 502,
          translate(answer.headers, { [DESKTOP_ORIGIN]: pageOrigin }),
        )
        answer.pipe(outgoing)
      },
    )
    upstream.on('error', () => outgoing.destroy())
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      server.closeAllConnections()
    },
    restore() {
      isCut = false
    },
    setPageOrigin(origin) {
      pageOrigin = origin
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function translate(
  headers: IncomingHttpHeaders,
  origins: Readonly<Record<string, string>>,
  host?: string,
): IncomingHttpHeaders {
  const result: IncomingHttpHeaders = { ...headers, ...(host !== undefined && { host }) }
  for (const name of ['origin', 'access-control-allow-origin']) {
    const value = result[name]
    if (typeof value === 'string') result[name] = origins[value] ?? value
  }
  return result
}
