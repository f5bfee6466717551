// `npm start`: everything a newcomer needs. Builds what is missing, starts the central server on
// its embedded database with the practice branch, opens the application.
//
//   PORT               port of the server (default 4310)
//   SMILE_LOKET_DATA   folder of the database (default .data)
//   SMILE_LOKET_MODE   practice (default here) or production
//   --browser          use the browser even when Electron is there
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, findBuildState } from './lib/build.mjs'
import {
  findPortOwner,
  getJson,
  startServer,
  stopServer,
  tailOf,
  waitForHealth,
} from './lib/server.mjs'
import { chooseElectron, hasDisplay, openBrowser, runElectron } from './lib/window.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const forceBrowser = process.argv.includes('--browser')
const say = (line) => console.log(line)

/** The server that this run started; undefined when it reuses a running one. */
let server
let stopping = false

await main()

async function main() {
  const port = getPort()
  const owner = await findPortOwner(port)
  if (owner === 'foreign') return giveUp(portTaken(port))
  await buildIfNeeded()
  const url = `http://127.0.0.1:${port}`

  if (owner === 'ours') {
    say(`A SMILE Loket server already runs on port ${port}; using it.`)
  } else if (!(await bringUpServer(port))) {
    return
  }
  await printWelcome(url)
  await openApplication(url)
}

function getPort() {
  const port = Number(process.env.PORT ?? 4310)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  return giveUp(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`)
}

/** Never another port by itself: what people typed offline belongs to the old address. */
function portTaken(port) {
  return [
    `Port ${port} is used by another program, so the server was not started.`,
    'The port is part of the address under which browsers keep unsent work, so it is not',
    'changed silently. End the other program, or choose a port and stay with it:',
    '  PORT=4320 npm start',
  ].join('\n')
}

async function buildIfNeeded() {
  const state = findBuildState(root)
  if (state === 'fresh') return
  say(state === 'missing' ? 'First start: building.' : 'The sources changed: building.')
  await build(root, say).catch((error) => giveUp(error.message))
}

async function bringUpServer(port) {
  const dataFolder = resolve(root, process.env.SMILE_LOKET_DATA ?? '.data')
  say('Starting the server …')
  const { child, logPath } = startServer({ root, port, dataFolder })
  server = child
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void finish(0))
  const onWaiting = (seconds) => say(`  still preparing the practice branch (${seconds} s) …`)
  if (await waitForHealth(port, { child, onWaiting })) {
    child.once('exit', () => {
      if (!stopping) giveUp(`The server ended unexpectedly. Its last words:\n${tailOf(logPath)}`)
    })
    return true
  }
  if (!stopping) {
    await stopServer(child)
    giveUp(`The server did not start. Its last words:\n${tailOf(logPath)}`)
  }
  return false
}

async function printWelcome(url) {
  say(`\nSMILE Loket:  ${url}/app/`)
  const info = await getJson(`${url}/practice/info`)
  if (!info?.users?.length) return
  say('\nPractice branch (all data fictional). Sign in with:')
  const widthOf = (key) => Math.max(...info.users.map((user) => user[key].length))
  const [names, passwords] = [widthOf('username'), widthOf('password')]
  for (const { username, password, role, name } of info.users) {
    say(`  ${username.padEnd(names)}  ${password.padEnd(passwords)}  ${role} (${name})`)
  }
  say('')
}

async function openApplication(url) {
  const electron = await chooseElectron({ root, say, forceBrowser })
  if ('path' in electron) {
    say('Opening the desktop program. Closing its window ends the server.')
    const { code, seconds } = await runElectron({ path: electron.path, root, serverUrl: url })
    if (code === 0 || seconds > 10) return finish(0)
    say('The desktop program could not open a window here; using the browser.')
  } else {
    say(electron.reason)
  }
  if (hasDisplay()) openBrowser(`${url}/app/`)
  else say(`Open this address in a browser: ${url}/app/`)
  if (server) say('Ctrl+C ends the server.')
}

async function finish(code) {
  if (stopping) return
  stopping = true
  if (server) await stopServer(server)
  process.exit(code)
}

function giveUp(message) {
  console.error(message)
  process.exit(1)
}
