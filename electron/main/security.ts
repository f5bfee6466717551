import type { Session, WebContents, WebPreferences } from 'electron'
import { contentSecurityPolicy } from '#shared/contentSecurityPolicy'
import { isAppUrl } from './appOrigin'

/** What the shell trusts: its own pages and one server. */
export interface TrustedOrigins {
  /** Origin of the central server. */
  readonly serverUrl: string
  /** Origin of the development server; never set in a packaged program. */
  readonly devOrigin?: string
}

/** Settings of every window with a page of ours. */
export function windowPreferences(options: {
  readonly preload: string
  readonly additionalArguments: string[]
  readonly devTools: boolean
}): WebPreferences {
  return { ...SAFE_PREFERENCES, ...options }
}

/** Electron's hardening switches, spelt out although most are defaults: a test reads them. */
export const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  plugins: false,
  // Would fetch dictionaries from a foreign host.
  spellcheck: false,
} as const satisfies WebPreferences

/**
 * The only permissions a page may have, and only our own page:
 * - writing the clipboard (copy a payment code);
 * - persistent storage, so that Chromium does not evict work that is not sent yet;
 * - the local network, which Chromium asks about because the server may stand in the same
 *   building; the content policy and the request filter still allow that one server only.
 */
export const ALLOWED_PERMISSIONS: readonly string[] = [
  'clipboard-sanitized-write',
  'persistent-storage',
  'local-network',
  'local-network-access',
  'loopback-network',
]

export function isPermissionAllowed(
  permission: string,
  requestingUrl: string,
  devOrigin?: string,
): boolean {
  return ALLOWED_PERMISSIONS.includes(permission) && isAppUrl(requestingUrl, devOrigin)
}

/** The page's content policy: nothing from outside, requests to the one server only. */
export function shellContentSecurityPolicy(serverUrl: string): string {
  return contentSecurityPolicy({ connect: [serverUrl] })
}

/** Whether any request may leave: our own files, in-page data, and the one server. */
export function isRequestAllowed(url: string, trusted: TrustedOrigins): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, origin } = new URL(url)
  if (protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:') return true
  if (isAppUrl(url, trusted.devOrigin)) return true
  if (trusted.devOrigin !== undefined && url.startsWith(trusted.devOrigin.replace(/^http/, 'ws'))) {
    return true
  }
  return origin === trusted.serverUrl
}

/** Switches that would take protections away; a packaged program refuses to start with them. */
export const FORBIDDEN_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-running-insecure-content',
  'host-resolver-rules',
  'no-sandbox',
  'js-flags',
  'load-extension',
]

export function findForbiddenSwitch(has: (name: string) => boolean): string | undefined {
  return FORBIDDEN_SWITCHES.find((name) => has(name))
}

/** Denies every permission that is not listed, every device, and every foreign request. */
export function hardenSession(session: Session, trusted: TrustedOrigins): void {
  const { devOrigin } = trusted
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isPermissionAllowed(permission, details.requestingUrl, devOrigin))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionAllowed(permission, requestingOrigin, devOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}))
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault()
    callback(null)
  })
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault()
    callback('')
  })
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault()
    callback()
  })
  // Files reach the disk through saveFile only, where the person chose the place.
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isRequestAllowed(details.url, trusted) })
  })
}

/** The viewer that Chromium shows PDFs with; it lives in a frame of the print window. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/'

/**
 * Applied to every page that ever comes to be, whoever created it.
 * @param printing whether these are the contents of a print window, whose PDF viewer is a frame
 */
export function hardenContents(contents: WebContents, printing = false): void {
  // The program is one page with routes after the hash; nothing ever navigates it away.
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!(printing && !event.isMainFrame && event.url.startsWith(PDF_VIEWER))) {
      event.preventDefault()
    }
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
