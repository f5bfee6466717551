import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findElectronBinary, installElectron } from '../../scripts/electron-binary.mjs'
import { findBuildState } from '../../scripts/lib/build.mjs'
import { findPortOwner } from '../../scripts/lib/server.mjs'
import { hasDisplay, runElectron } from '../../scripts/lib/window.mjs'

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
const cleanUps: (() => void)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-start-'))
})
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  rmSync(folder, { recursive: true, force: true })
})

function write(path: string, content = '', time?: Date): string {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  if (time) utimesSync(full, time, time)
  return full
}

describe('looking for the Electron program', () => {
  const look = (env: Record<string, string>, platform = 'linux') =>
    findElectronBinary({ env, platform, packageFolder: join(folder, 'electron') })

  it('[H-16] takes ELECTRON_EXEC_PATH first, then the given folder, then the package', () => {
    const own = write('own-electron')
    const override = write('dist/electron')
    write('electron/path.txt', 'electron\n')
    const download = write('electron/dist/electron')
    const all = { ELECTRON_EXEC_PATH: own, ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') }
    expect(look(all)).toBe(own)
    expect(look({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') })).toBe(override)
    expect(look({})).toBe(download)
  })

  it('[H-16] passes over places where nothing is', () => {
    const override = write('dist/electron.exe')
    const env = {
      ELECTRON_EXEC_PATH: join(folder, 'gone'),
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist'),
    }
    expect(look(env, 'win32')).toBe(override)
    expect(look(env, 'linux')).toBeUndefined()
    write('electron/path.txt', 'electron')
    expect(look({})).toBeUndefined()
    expect(findElectronBinary({ env: {}, packageFolder: undefined })).toBeUndefined()
  })

  it('[H-16] the installer is quiet, limited in time, and believed only when it succeeds', async () => {
    const installer = (code: string) => {
      write('electron/install.js', code)
      return installElectron({ packageFolder: join(folder, 'electron'), timeout: 1500 })
    }
    const started = Date.now()
    expect(await installer('process.exit(0)')).toBe(true)
    expect(await installer('throw new Error("no network")')).toBe(false)
    expect(await installer('setInterval(() => {}, 1000)')).toBe(false)
    expect(Date.now() - started).toBeLessThan(10_000)
  })
})

describe('knowing when to build', () => {
  const old = new Date('2027-01-01T00:00:00Z')
  const now = new Date('2027-02-01T00:00:00Z')
  const results = ['main/index.js', 'preload/index.cjs', 'renderer/index.html', 'server/index.js']
  const age = (path: string): void => utimesSync(join(folder, path), old, old)

  beforeEach(() => {
    for (const path of ['electron/a.ts', 'renderer/deep/b.tsx', 'server/c.ts', 'shared/d.ts']) {
      write(path, '', old)
    }
    for (const path of ['electron', 'renderer/deep', 'renderer', 'server', 'shared']) age(path)
    for (const path of results) write(`out/${path}`, '', now)
  })

  it('[H-16] is content with results newer than every source', () => {
    expect(findBuildState(folder)).toBe('fresh')
  })

  it.each(results)('[H-16] builds when out/%s is missing', (path) => {
    rmSync(join(folder, 'out', path))
    expect(findBuildState(folder)).toBe('missing')
  })

  it('[H-16] builds when any source is newer, however deep, or was removed', () => {
    const later = new Date('2027-03-01T00:00:00Z')
    utimesSync(join(folder, 'renderer/deep/b.tsx'), later, later)
    expect(findBuildState(folder)).toBe('outdated')
    utimesSync(join(folder, 'renderer/deep/b.tsx'), old, old)
    expect(findBuildState(folder)).toBe('fresh')
    utimesSync(join(folder, 'shared'), later, later)
    expect(findBuildState(folder)).toBe('outdated')
  })

  it('[H-16] builds when one result is older than the sources', () => {
    const older = new Date('2026-12-01T00:00:00Z')
    utimesSync(join(folder, 'out/server/index.js'), older, older)
    expect(findBuildState(folder)).toBe('outdated')
  })
})

function listen(handler: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(handler)
  cleanUps.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port

async function freePort(): Promise<number> {
  const server = await listen(undefined)
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('the port', () => {
  it('[H-16] tells its own server from a stranger and from nobody', async () => {
    const own = await listen((_request, response) => {
      response.end(JSON.stringify({ product: 'smile-loket', version: '1' }))
    })
    const stranger = await listen((_request, response) => response.end('<html>'))
    const other = await listen((_request, response) => response.end('{"product":"else"}'))
    expect(await findPortOwner(portOf(own))).toBe('ours')
    expect(await findPortOwner(portOf(stranger))).toBe('foreign')
    expect(await findPortOwner(portOf(other))).toBe('foreign')
    expect(await findPortOwner(await freePort())).toBe('free')
  })
})

// The whole script, on a copy of the scripts beside a small server that speaks the same interface.
describe('npm start', () => {
  const SERVER = `
    import { createServer } from 'node:http'
    import { writeFileSync } from 'node:fs'
    const answers = {
      '/health': { ok: true },
      '/version': { product: 'smile-loket' },
      '/practice/info': { users: [
        { username: 'ar', password: 'latihan-1', role: 'AR', name: 'Ayu' },
      ] },
    }
    if (process.env.TEST_BROKEN) { console.error('cannot open the database'); process.exit(3) }
    const server = createServer((request, response) => {
      const answer = answers[request.url]
      response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer ?? {}))
    }).listen(Number(process.env.PORT), '127.0.0.1')
    process.on('SIGTERM', () => {
      writeFileSync(process.env.SMILE_LOKET_DATA + '/ended', process.env.SMILE_LOKET_MODE)
      server.closeAllConnections()
      server.close(() => process.exit(0))
    })
  `

  function prepare(): void {
    const copy = (path: string): string =>
      write(path, readFileSync(join(projectRoot, path), 'utf8'))
    const names = ['start.mjs', 'electron-binary.mjs']
    for (const name of [...names, 'lib/build.mjs', 'lib/server.mjs', 'lib/window.mjs']) {
      copy(`scripts/${name}`)
    }
    write('package.json', '{"type":"module"}', new Date(0))
    for (const path of ['main/index.js', 'preload/index.cjs', 'renderer/index.html']) {
      write(`out/${path}`)
    }
    write('out/server/index.js', SERVER)
  }

  function start(env: Record<string, string>): {
    child: ChildProcess
    text: () => string
    ended: Promise<number | null>
    saw: (words: string) => Promise<void>
  } {
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
    const child = spawn(process.execPath, [join(folder, 'scripts/start.mjs')], {
      env: { ...rest, ...env },
    })
    cleanUps.push(() => child.kill('SIGKILL'))
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const saw = async (words: string): Promise<void> => {
      await expect.poll(() => text, { timeout: 15_000 }).toContain(words)
    }
    return { child, text: () => text, ended, saw }
  }

  it.skipIf(process.platform !== 'linux')(
    '[H-16] without a display: address, sign-ins, one line of reason, clean end',
    async () => {
      prepare()
      const port = await freePort()
      const run = start({ PORT: String(port), ELECTRON_SKIP_BINARY_DOWNLOAD: '1' })
      await run.saw('Ctrl+C ends the server.')
      expect(run.text()).toContain(`SMILE Loket:  http://127.0.0.1:${port}/app/`)
      expect(run.text()).toMatch(/ar +latihan-1 +AR \(Ayu\)/)
      expect(run.text()).toContain('There is no display here')
      expect(run.text()).not.toMatch(/Error|at file:|at async|node:internal/)
      expect((await fetch(`http://127.0.0.1:${port}/health`)).ok).toBe(true)

      run.child.kill('SIGINT')
      expect(await run.ended).toBe(0)
      expect(readFileSync(join(folder, '.data/ended'), 'utf8')).toBe('practice')
      expect(await findPortOwner(port)).toBe('free')
    },
  )

  it('[H-16] uses its own server when one already runs, and leaves it running', async () => {
    prepare()
    const own = await listen((request, response) => {
      response.end(JSON.stringify(request.url === '/version' ? { product: 'smile-loket' } : {}))
    })
    const run = start({ PORT: String(portOf(own)), ELECTRON_SKIP_BINARY_DOWNLOAD: '1', CI: '1' })
    await run.saw('already runs on port')
    if (process.platform === 'linux') expect(await run.ended).toBe(0)
    expect(await findPortOwner(portOf(own))).toBe('ours')
  })

  it('[H-16] never moves to another port by itself', async () => {
    prepare()
    const stranger = await listen((_request, response) => response.end('hello'))
    const run = start({ PORT: String(portOf(stranger)) })
    expect(await run.ended).toBe(1)
    expect(run.text()).toContain(`Port ${portOf(stranger)} is used by another program`)
    expect(run.text()).toContain('PORT=')
    expect(run.text()).not.toMatch(/Starting the server|at file:/)
  })

  it('[H-16] shows the last words of a server that cannot start', async () => {
    prepare()
    const run = start({ PORT: String(await freePort()), TEST_BROKEN: '1' })
    expect(await run.ended).toBe(1)
    expect(run.text()).toContain('The server did not start.')
    expect(run.text()).toContain('cannot open the database')
    expect(run.text()).not.toContain('at file:')
  })

  it.skipIf(process.platform !== 'linux' || process.getuid?.() === 0)(
    '[H-16] with Electron: gives it the server, ends the server when its window closes',
    async () => {
      prepare()
      const program = write(
        'electron-program',
        '#!/bin/sh\nprintf %s "$SMILE_LOKET_SERVER" > "$SMILE_LOKET_DATA_OUT"\n',
      )
      chmodSync(program, 0o755)
      const port = await freePort()
      const run = start({
        PORT: String(port),
        DISPLAY: ':99',
        ELECTRON_EXEC_PATH: program,
        SMILE_LOKET_DATA_OUT: join(folder, 'given'),
      })
      expect(await run.ended).toBe(0)
      expect(readFileSync(join(folder, 'given'), 'utf8')).toBe(`http://127.0.0.1:${port}`)
      expect(await findPortOwner(port)).toBe('free')
    },
  )
})

describe('opening a window', () => {
  it.skipIf(process.platform === 'win32')(
    '[H-16] hands the program to Electron together with the server address',
    async () => {
      const given = join(folder, 'given')
      const program = write(
        'electron-program',
        `#!/bin/sh\nprintf '%s %s' "$1" "$SMILE_LOKET_SERVER" > '${given}'\nexit 7\n`,
      )
      chmodSync(program, 0o755)
      const serverUrl = 'http://127.0.0.1:4310'
      expect(await runElectron({ path: program, root: folder, serverUrl })).toMatchObject({
        code: 7,
      })
      expect(readFileSync(given, 'utf8')).toBe(`${folder} ${serverUrl}`)
    },
  )

  it('[H-16] counts a program that cannot be started as failed, without throwing', async () => {
    const path = join(folder, 'gone')
    const result = await runElectron({ path, root: folder, serverUrl: 'http://127.0.0.1:1' })
    expect(result.code).toBe(1)
  })

  it('[H-16] knows where nobody could see a window', () => {
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({}, 'win32')).toBe(true)
  })
})

describe('the installed package', () => {
  it('[H-16] still has the installer that npm start runs', () => {
    const require = createRequire(import.meta.url)
    const installer = join(dirname(require.resolve('electron/package.json')), 'install.js')
    expect(readFileSync(installer, 'utf8')).toContain('path.txt')
  })
})
