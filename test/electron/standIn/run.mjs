// Runs a built main bundle on the stand-in and offers it over HTTP:
//   GET  /…                the program's own app:// protocol handler
//   POST /__ipc/<channel>  its IPC handlers, as if the page had called
//   *    /__control/…      what a test arranges or looks at
// usage: node --import hook.mjs run.mjs <main bundle>; prints {"port":n} when ready.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { recorded } from './electron.mjs'
import { pack, unpack } from './wire.mjs'

await import(pathToFileURL(process.argv[2]).href)
for (let waited = 0; !recorded.windows[0]?.url; waited += 10) {
  if (recorded.errorBoxes.length > 0 || waited > 10_000) {
    console.error(recorded.errorBoxes)
    process.exit(1)
  }
  await sleep(10)
}

// A test run that was killed must not leave this process behind.
process.stdin.on('end', () => process.exit(0)).resume()

const server = createServer((request, response) => {
  answer(request).then(
    ({ status, headers, body }) => response.writeHead(status, headers).end(body),
    (error) => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`)
})

async function answer(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { pathname } = new URL(request.url, 'http://stand-in')
  if (pathname.startsWith('/__ipc/')) return json(await invoke(pathname.slice(7), text, request))
  if (pathname === '/__control/dialog') {
    recorded.dialogAnswers.push(JSON.parse(text).path)
    return json({})
  }
  if (pathname === '/__control/state') return json(state())
  return serve(request, pathname)
}

async function serve(request, pathname) {
  const { method } = request
  const response = await recorded.appProtocol(new Request(`app://bundle${pathname}`, { method }))
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}

async function invoke(channel, text, request) {
  const listener = recorded.ipc.get(channel)
  const sender = request.headers['x-sender'] ?? 'app://bundle/index.html'
  try {
    if (!listener) throw new Error(`No handler registered for '${channel}'`)
    const event = { senderFrame: { url: sender, parent: null } }
    return { value: pack(await listener(event, ...unpack(JSON.parse(text)))) }
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${error}` }
  }
}

function state() {
  const window = recorded.windows[0]
  return {
    sandboxed: recorded.sandboxed,
    privileges: recorded.privileges,
    window: { url: window.url, webPreferences: window.options.webPreferences },
    windowCount: recorded.windows.length,
    channels: [...recorded.ipc.keys()],
    externalUrls: recorded.externalUrls,
    notices: recorded.notices,
    printed: recorded.printed,
    dialogs: recorded.dialogs,
  }
}

function json(value) {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  }
}
