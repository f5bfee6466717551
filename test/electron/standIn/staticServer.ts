import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A tiny web server for tests of the browser half: files by path, everything else 404. */
export async function serveFiles(
  find: (path: string) => Promise<{ body: Uint8Array | string; type: string } | undefined>,
  headers: Record<string, string> = {},
): Promise<{ url: string; paths: string[]; stop: () => Promise<void> }> {
  const paths: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://test')
    paths.push(pathname)
    find(pathname).then(
      (file) => {
        if (!file) return response.writeHead(404).end()
        return response.writeHead(200, { 'Content-Type': file.type, ...headers }).end(file.body)
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    paths,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
