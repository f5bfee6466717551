import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export const HTML = `<!doctype html><meta charset="utf-8"><title>contract</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`

/** Bundles `page.ts` as the program itself is bundled and serves it on a free port. */
export async function servePage(): Promise<{ url: string; close(): Promise<void> }> {
  const script = await bundlePage('page.ts')
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : HTML)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => stop(server) }
}

/** One of this folder's pages as a single script, made as the program itself is made. */
export async function bundlePage(entry: string): Promise<string> {
  const script = (await bundleFiles(entry, '/')).get('page.js')
  if (script === undefined) throw new Error('the page was not built')
  return script
}

/** A page with its workers: each script by its place below `base`; the page is `page.js`. */
export async function bundleFiles(entry: string, base: string): Promise<Map<string, string>> {
  const result = await build({
    configFile: false,
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    base,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      rollupOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        output: { entryFileNames: 'page.js' },
      },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((part) =>
    'output' in part ? part.output : [],
  )
  return new Map(
    outputs.flatMap((output): [string, string][] => {
      if (output.type === 'chunk') return [[output.fileName, output.code]]
      return output.fileName.endsWith('.js') ? [[output.fileName, String(output.source)]] : []
    }),
  )
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
