// Plays the part of the `electron` module so that the *built* main bundle runs in plain Node.
// It records what the program asks for and answers as a test has arranged; it shows nothing. What
// it cannot prove: real windows, the real sandbox, the real bridge, paper.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'

/** Everything a test may look at or arrange. */
export const recorded = {
  ipc: new Map(),
  appProtocol: undefined,
  windows: [],
  externalUrls: [],
  notices: [],
  printed: [],
  menus: [],
  errorBoxes: [],
  /** Answers of the next dialogs, in order; without one the dialog is cancelled. */
  dialogAnswers: [],
  dialogs: [],
  privileges: [],
  sandboxed: false,
}

const userData = process.env.STAND_IN_USER_DATA

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  commandLine: { hasSwitch: () => false, appendSwitch: () => {} },
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  enableSandbox: () => (recorded.sandboxed = true),
  getPath: () => userData,
  quit: () => process.exit(0),
  exit: (code) => process.exit(code),
})

function createSession() {
  let handler
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler() {},
    setPermissionCheckHandler() {},
    setDevicePermissionHandler() {},
    setDisplayMediaRequestHandler() {},
    setBluetoothPairingHandler() {},
    webRequest: { onBeforeRequest() {} },
    protocol: {
      handle: (_scheme, given) => (handler = given),
      ask: (url) => handler(new Request(url)),
    },
  })
}

const partitions = new Map()
export const session = {
  defaultSession: createSession(),
  fromPartition(name) {
    if (!partitions.has(name)) partitions.set(name, createSession())
    return partitions.get(name)
  },
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => recorded.privileges.push(...schemes),
  handle: (_scheme, handler) => (recorded.appProtocol = handler),
}

export class BrowserWindow extends EventEmitter {
  constructor(options) {
    super()
    this.options = options
    this.webContents = Object.assign(new EventEmitter(), {
      session: options.webPreferences.session ?? session.defaultSession,
      setWindowOpenHandler: (handler) => (this.openHandler = handler),
      print: (_options, done) => void this.#print(done),
    })
    recorded.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  #destroyed = false
  async loadURL(url) {
    this.url = url
    this.emit('ready-to-show')
  }
  show() {}
  focus() {}
  restore() {}
  isMinimized = () => false
  isDestroyed = () => this.#destroyed
  destroy() {
    this.#destroyed = true
  }
  /** What the printer would get: the document fetched through the window's own session. */
  async #print(done) {
    const response = await this.webContents.session.protocol.ask(this.url)
    const bytes = Buffer.from(await response.arrayBuffer())
    recorded.printed.push({ title: this.options.title, base64: bytes.toString('base64') })
    done(response.ok, response.ok ? '' : 'no document')
  }
}

export const ipcMain = { handle: (channel, listener) => recorded.ipc.set(channel, listener) }

function ask(kind, args) {
  recorded.dialogs.push({ kind, options: args.at(-1) })
  return recorded.dialogAnswers.shift()
}
export const dialog = {
  async showSaveDialog(...args) {
    const filePath = ask('save', args)
    return filePath ? { canceled: false, filePath } : { canceled: true, filePath: '' }
  },
  async showOpenDialog(...args) {
    const filePath = ask('open', args)
    return filePath ? { canceled: false, filePaths: [filePath] } : { canceled: true, filePaths: [] }
  },
  showErrorBox: (title, text) => recorded.errorBoxes.push({ title, text }),
}

const key = randomBytes(32)
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  async encryptStringAsync(text) {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  },
  async decryptStringAsync(encrypted) {
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12))
    decipher.setAuthTag(encrypted.subarray(12, 28))
    const result = decipher.update(encrypted.subarray(28), undefined, 'utf8') + decipher.final()
    return { result, shouldReEncrypt: false }
  },
}

export const shell = {
  openExternal: (url) => Promise.resolve(void recorded.externalUrls.push(url)),
}

export const Menu = {
  buildFromTemplate: (template) => template,
  setApplicationMenu: (menu) => recorded.menus.push(menu),
}

export class Notification {
  static isSupported = () => true
  constructor(notice) {
    this.notice = notice
  }
  show() {
    recorded.notices.push(this.notice)
  }
}
