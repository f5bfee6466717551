import { BrowserWindow, session, type Session } from 'electron'
import type { PrintSurface } from './host/printing'
import { hardenContents, SAFE_PREFERENCES } from './security'

const DOCUMENT_URL = 'app://print/document.pdf'
/** The viewer draws in a process of its own after the page reports "loaded". */
const VIEWER_START = 800

let printSession: Session | undefined
let current: Uint8Array | undefined

/**
 * A hidden window that shows one PDF from memory: own session without storage, no preload script,
 * no permission, no address besides the document and Chromium's viewer.
 */
export function openPrintWindow(bytes: Uint8Array, title: string): PrintSurface {
  current = bytes
  const window = new BrowserWindow({
    show: false,
    title,
    webPreferences: { ...SAFE_PREFERENCES, plugins: true, session: getPrintSession() },
  })
  hardenContents(window.webContents, true)
  return {
    async load() {
      await window.loadURL(DOCUMENT_URL)
      await new Promise((resolve) => setTimeout(resolve, VIEWER_START))
    },
    print: (done) => window.webContents.print({ silent: false }, done),
    close() {
      current = undefined
      if (!window.isDestroyed()) window.destroy()
    },
  }
}

/** Whether these contents belong to a print window (they get their hardening above). */
export function isPrintSession(candidate: Session): boolean {
  return candidate === printSession
}

function getPrintSession(): Session {
  if (printSession) return printSession
  const created = session.fromPartition('print')
  created.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  created.setPermissionCheckHandler(() => false)
  created.setDevicePermissionHandler(() => false)
  created.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !/^(app:\/\/print\/|chrome-extension:|chrome:)/.test(details.url) })
  })
  created.protocol.handle('app', (request) =>
    request.url === DOCUMENT_URL && current
      ? new Response(new Uint8Array(current), { headers: { 'Content-Type': 'application/pdf' } })
      : new Response('no such file', { status: 404 }),
  )
  printSession = created
  return created
}
