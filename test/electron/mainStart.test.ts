import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getBootInfo } from '#shared/bootInfo'
import { IPC_CHANNELS } from '#shared/ipcChannels'
import { SAFE_PREFERENCES } from '../../electron/main/security'

const state = vi.hoisted(() => ({
  log: [] as string[],
  windows: [] as { options: { webPreferences: { additionalArguments: string[] } } }[],
  userData: '',
  packaged: false,
  lock: true,
  switches: [] as string[],
  listeners: new Map<string, (...args: unknown[]) => void>(),
  onWindow: (): unknown => undefined,
}))

vi.stubGlobal('__APP_VERSION__', '1.2.3')

vi.mock('electron', () => {
  const note =
    (name: string) =>
    (...args: unknown[]): void => {
      const [first] = args
      state.log.push(
        typeof first === 'string' || typeof first === 'number' ? `${name} ${first}` : name,
      )
    }
  class BrowserWindow {
    options: never
    constructor(options: never) {
      state.log.push('window')
      state.onWindow()
      this.options = options
      state.windows.push(this)
    }
    webContents = { on: (): void => {}, reload: (): void => {} }
    once = (): void => {}
    on = (): void => {}
    isMinimized = (): boolean => true
    restore = note('restore')
    focus = note('focus')
    loadURL = (url: string): Promise<void> => {
      state.log.push(`load ${url}`)
      return Promise.resolve()
    }
  }
  const hooks = {
    setPermissionRequestHandler: note('permissions'),
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    setDisplayMediaRequestHandler: () => {},
    setBluetoothPairingHandler: () => {},
    on: () => {},
    webRequest: { onBeforeRequest: note('filter') },
  }
  return {
    BrowserWindow,
    app: {
      get isPackaged() {
        return state.packaged
      },
      commandLine: { hasSwitch: (name: string) => state.switches.includes(name) },
      requestSingleInstanceLock: () => state.lock,
      enableSandbox: note('sandbox'),
      getPath: () => state.userData,
      on: (event: string, listener: () => void) => state.listeners.set(event, listener),
      quit: note('quit'),
      exit: note('exit'),
      whenReady: () => {
        state.log.push('ready')
        return Promise.resolve()
      },
    },
    dialog: { showErrorBox: (_title: string, text: string) => state.log.push(`box ${text}`) },
    ipcMain: { handle: note('handle') },
    Menu: { buildFromTemplate: () => ({}), setApplicationMenu: () => {} },
    Notification: class {
      static isSupported = (): boolean => true
    },
    protocol: { registerSchemesAsPrivileged: note('privileged'), handle: note('protocol') },
    safeStorage: { isAsyncEncryptionAvailable: () => Promise.resolve(false) },
    session: { defaultSession: hooks },
    shell: {},
  }
})

async function run(): Promise<void> {
  vi.resetModules()
  await import('../../electron/main/index')
  await expect.poll(() => state.log.at(-1)).toMatch(/^(load|quit|exit)/)
}

beforeEach(() => {
  state.log.length = 0
  state.windows.length = 0
  state.userData = mkdtempSync(join(tmpdir(), 'loket-main-'))
  state.packaged = false
  state.lock = true
  state.switches = []
  state.onWindow = () => undefined
  vi.unstubAllEnvs()
})
afterEach(() => rmSync(state.userData, { recursive: true, force: true }))

describe('start of the shell', () => {
  it('[H-4] protects first, opens the window last', async () => {
    await run()
    const order = ['sandbox', 'privileged', 'ready', 'permissions', 'filter', 'protocol app']
    const channels = Object.values(IPC_CHANNELS).map((channel) => `handle ${channel}`)
    expect(state.log).toEqual([...order, ...channels, 'window', 'load app://bundle/index.html'])
  })

  it('[H-4] gives the window the safe settings and its boot information', async () => {
    vi.stubEnv('SMILE_LOKET_SERVER', 'https://pusat.contoh.example')
    await run()
    expect(state.windows).toHaveLength(1)
    const { webPreferences } = state.windows[0]!.options
    expect(webPreferences).toMatchObject(SAFE_PREFERENCES)
    const boot = getBootInfo(webPreferences.additionalArguments)
    expect(boot.appInfo.serverUrl).toBe('https://pusat.contoh.example')
    expect(boot.appInfo.version).toBe('1.2.3')
    expect(boot.can.secrets).toBe(false)
  })

  it('[S-323] cuts a torn record off the log of the database before there is a window', async () => {
    const database = join(state.userData, 'IndexedDB', 'app_bundle_0.indexeddb.leveldb')
    mkdirSync(database, { recursive: true })
    const log = join(database, '000003.log')
    writeFileSync(log, 'torn')
    const sizeAtWindow = vi.fn(() => statSync(log).size)
    state.onWindow = sizeAtWindow
    await run()
    expect(sizeAtWindow).toHaveReturnedWith(0)
  })

  it('[H-20] is one program: a second start shows the first window and leaves', async () => {
    state.lock = false
    await run()
    expect(state.log).toEqual(['quit'])

    state.log.length = 0
    state.lock = true
    await run()
    state.listeners.get('second-instance')?.()
    expect(state.log.slice(-2)).toEqual(['restore', 'focus'])
  })

  it('[H-19] packaged, it refuses a debugging port', async () => {
    state.packaged = true
    state.switches = ['remote-debugging-port']
    await run()
    expect(state.log).toEqual(['exit 1'])
  })

  it('[H-1] packaged, it ignores the address of a development server', async () => {
    state.packaged = true
    vi.stubEnv('ELECTRON_RENDERER_URL', 'http://localhost:5173')
    await run()
    expect(state.log.at(-1)).toBe('load app://bundle/index.html')
  })

  it('[H-14] says why it cannot open instead of vanishing', async () => {
    vi.stubEnv('SMILE_LOKET_SERVER', 'http://pusat.contoh.example')
    await run()
    expect(state.windows).toHaveLength(0)
    expect(state.log.slice(-2)).toEqual([expect.stringMatching(/^box Alamat server/), 'exit 1'])
  })
})
