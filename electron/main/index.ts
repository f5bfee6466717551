import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron'
import { bootArgument, type BootInfo } from '#shared/bootInfo'
import type { HostAbilities } from '#shared/host'
import { APP_SCHEME, APP_SCHEME_PRIVILEGES, APP_START_URL, isAppUrl } from './appOrigin'
import { createAppProtocol } from './appProtocol'
import { recoverFromCrashes } from './crashRecovery'
import { createHostHandlers } from './hostHandlers'
import { createDiskReserve } from './host/diskReserve'
import { findDiskSpace } from './host/diskSpace'
import { mendTornLogs } from './host/mendTornLogs'
import { areSecretsProtected } from './host/secrets'
import { registerIpc } from './ipc'
import { menuTemplate } from './menu'
import { isPrintSession, openPrintWindow } from './printWindow'
import {
  findForbiddenSwitch,
  hardenContents,
  hardenSession,
  shellContentSecurityPolicy,
  windowPreferences,
  type TrustedOrigins,
} from './security'
import { getServerUrl } from './settings'

/** The thin wiring: order of start, and Electron's objects handed to code that is tested without. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// The development server's address; electron-vite sets it, a packaged program ignores it.
const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']

let mainWindow: BrowserWindow | undefined

const forbidden = app.isPackaged
  ? findForbiddenSwitch((name) => app.commandLine.hasSwitch(name))
  : undefined

if (forbidden !== undefined) {
  console.error(`SMILE Loket menolak berjalan dengan --${forbidden}.`)
  app.exit(1)
} else if (!app.requestSingleInstanceLock()) {
  // A second program on one profile would fight over the database; show the first instead.
  app.quit()
} else {
  start()
}

function start(): void {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES])
  app.on('second-instance', () => {
    if (mainWindow?.isMinimized()) mainWindow.restore()
    mainWindow?.focus()
  })
  app.on('web-contents-created', (_event, contents) => {
    if (!isPrintSession(contents.session)) hardenContents(contents)
  })
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(open, fail).catch(fail)
}

async function open(): Promise<void> {
  const userData = app.getPath('userData')
  mkdirSync(userData, { recursive: true })
  const trusted: TrustedOrigins = {
    serverUrl: getServerUrl(process.env, join(userData, 'settings.json')),
    ...(devUrl !== undefined && { devOrigin: new URL(devUrl).origin }),
  }
  const can = await abilities()
  const reserve = createDiskReserve({
    path: join(userData, 'reserve.bin'),
    space: () => findDiskSpace(userData),
    mayMake: () => process.uptime() > 60,
  })
  // A database must not be opened on a full disk: room is made before the first page.
  await reserve.look()
  await mendTornLogs(join(app.getPath('sessionData'), 'IndexedDB')).then(
    (mended) => mended.forEach((file) => console.error(`cut a torn record off ${file}`)),
    (error: unknown) => console.error('the logs of the database were not looked at', error),
  )

  hardenSession(session.defaultSession, trusted)
  protocol.handle(
    APP_SCHEME,
    createAppProtocol({
      root: here('../renderer'),
      contentSecurityPolicy: shellContentSecurityPolicy(trusted.serverUrl),
    }),
  )
  registerIpc((channel, listener) => ipcMain.handle(channel, listener), {
    isTrustedUrl: (url) => isAppUrl(url, trusted.devOrigin),
    onRefused: (channel, why) => console.error(`refused ${channel}: ${why}`),
    handlers: createHostHandlers({
      userData,
      reserve,
      documentsFolder: app.getPath('documents'),
      secretsProtected: can.secrets,
      keyStore: safeStorage,
      openSurface: openPrintWindow,
      openUrl: (url) => shell.openExternal(url),
      notifier: {
        isSupported: () => Notification.isSupported(),
        show: (notice) => new Notification(notice).show(),
      },
      dialogs: {
        async chooseTarget({ defaultPath, extension }) {
          const filters = extension === '' ? [] : [{ name: extension, extensions: [extension] }]
          const options = { defaultPath, filters }
          const answer = mainWindow
            ? await dialog.showSaveDialog(mainWindow, options)
            : await dialog.showSaveDialog(options)
          return answer.canceled || answer.filePath === '' ? undefined : answer.filePath
        },
        async chooseSource({ extensions }) {
          const filters = [{ name: extensions.join(', '), extensions: [...extensions] }]
          const options = { properties: ['openFile' as const], filters }
          const answer = mainWindow
            ? await dialog.showOpenDialog(mainWindow, options)
            : await dialog.showOpenDialog(options)
          return answer.canceled ? undefined : answer.filePaths[0]
        },
      },
    }),
  })

  const devTools = !app.isPackaged
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ isMac, devTools })))
  await createWindow({ serverUrl: trusted.serverUrl, can, devTools })
}

async function abilities(): Promise<HostAbilities> {
  return {
    silentPrint: false,
    saveDialog: true,
    secrets: await areSecretsProtected(safeStorage, process.platform),
    diskSpace: true,
    notify: Notification.isSupported(),
    journal: true,
  }
}

async function createWindow(options: {
  serverUrl: string
  can: HostAbilities
  devTools: boolean
}): Promise<void> {
  const boot: BootInfo = {
    appInfo: {
      version: __APP_VERSION__,
      platform: process.platform,
      serverUrl: options.serverUrl,
    },
    can: options.can,
  }
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    title: 'SMILE Loket',
    backgroundColor: '#F5F7F6',
    webPreferences: windowPreferences({
      preload: here('../preload/index.cjs'),
      additionalArguments: [bootArgument(boot)],
      devTools: options.devTools,
    }),
  })
  mainWindow = window
  recoverFromCrashes(window.webContents, (reason) => {
    fail(new Error(`Halaman berhenti berulang kali (${reason}). Data yang tersimpan tetap aman.`))
  })
  window.once('ready-to-show', () => window.show())
  window.on('closed', () => {
    if (mainWindow === window) mainWindow = undefined
  })
  await window.loadURL(devUrl ?? APP_START_URL)
}

/** Nothing works without the start: say why in a box instead of vanishing. */
function fail(error: unknown): void {
  console.error(error)
  dialog.showErrorBox('SMILE Loket tidak dapat dibuka', error instanceof Error ? error.message : '')
  app.exit(1)
}
