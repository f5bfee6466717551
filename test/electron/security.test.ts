import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import {
  ALLOWED_PERMISSIONS,
  findForbiddenSwitch,
  FORBIDDEN_SWITCHES,
  hardenContents,
  hardenSession,
  isRequestAllowed,
  SAFE_PREFERENCES,
  shellContentSecurityPolicy,
  windowPreferences,
} from '../../electron/main/security'

const SERVER = 'https://loket.contoh.example'
const trusted = { serverUrl: SERVER }

function policy(): Map<string, string[]> {
  const rules = shellContentSecurityPolicy(SERVER).split('; ')
  return new Map(rules.map((rule) => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1)]))
}

/** Records what the code registers and plays Electron's part. */
function fakeSession() {
  type Answer = (granted: boolean) => void
  const emitter = new EventEmitter()
  const handlers: {
    request?: (c: null, permission: string, answer: Answer, details: object) => void
    check?: (c: null, permission: string, origin: string) => boolean
    device?: () => boolean
    display?: (request: null, answer: (streams: object) => void) => void
    bluetooth?: (details: null, answer: (response: object) => void) => void
    beforeRequest?: (details: { url: string }, answer: (r: { cancel: boolean }) => void) => void
  } = {}
  const session = Object.assign(emitter, {
    setPermissionRequestHandler: (handler: typeof handlers.request) => (handlers.request = handler),
    setPermissionCheckHandler: (handler: typeof handlers.check) => (handlers.check = handler),
    setDevicePermissionHandler: (handler: typeof handlers.device) => (handlers.device = handler),
    setDisplayMediaRequestHandler: (handler: typeof handlers.display) =>
      (handlers.display = handler),
    setBluetoothPairingHandler: (handler: typeof handlers.bluetooth) =>
      (handlers.bluetooth = handler),
    webRequest: {
      onBeforeRequest: (handler: typeof handlers.beforeRequest) =>
        (handlers.beforeRequest = handler),
    },
  })
  hardenSession(session as unknown as Session, trusted)
  return { emitter, handlers }
}

function fakeContents(printing = false) {
  let opener: ((details: { url: string }) => { action: string }) | undefined
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof opener) => (opener = handler),
  })
  hardenContents(contents as unknown as WebContents, printing)
  const prevented = (event: string, details: object = {}): boolean => {
    const preventDefault = vi.fn()
    contents.emit(event, { preventDefault, ...details })
    return preventDefault.mock.calls.length > 0
  }
  return { prevented, open: (url: string) => opener?.({ url }).action }
}

const HOSTILE_URLS = [
  ...['http', 'https', 'ws', 'ftp', 'file', 'smb', 'ms-settings', 'vscode', 'chrome', 'devtools'],
  ...['view-source', 'blob', 'filesystem', 'intent', 'tel', 'mailto', 'chrome-extension', 'about'],
].flatMap((scheme) => [
  `${scheme}://evil.example/`,
  `${scheme}://bundle/index.html`,
  `${scheme}://${new URL(SERVER).host}.evil.example/`,
])

// The twenty points of Electron's own checklist, one test (or more) each; 16 and 19 are checked by
// builder.test.ts, 15, 17 and 20 in externalLinks, ipc and preload.
describe('security of the shell', () => {
  it('[H-15] point 1: requests reach the one server and nothing else', () => {
    expect(isRequestAllowed(`${SERVER}/sync/push`, trusted)).toBe(true)
    expect(isRequestAllowed('app://bundle/index.html', trusted)).toBe(true)
    expect(isRequestAllowed('blob:app://bundle/1', trusted)).toBe(true)
    const denied = [
      'http://loket.contoh.example/',
      'https://loket.contoh.example:8443/',
      'https://loket.contoh.example.evil.example/',
      'https://loket.contoh.example@evil.example/',
      'https://dictionaries.example/id.bdic',
      'wss://loket.contoh.example/',
      'file:///etc/passwd',
      'http://169.254.169.254/latest',
      'not an address',
    ]
    expect(denied.filter((url) => isRequestAllowed(url, trusted))).toEqual([])
  })

  it('[H-15] point 1: the filter is installed on the session', () => {
    const { handlers } = fakeSession()
    const answer = vi.fn()
    handlers.beforeRequest?.({ url: 'https://evil.example/' }, answer)
    handlers.beforeRequest?.({ url: `${SERVER}/health` }, answer)
    expect(answer.mock.calls).toEqual([[{ cancel: true }], [{ cancel: false }]])
  })

  it('[H-4] point 2: no Node in pages, workers or frames', () => {
    expect(SAFE_PREFERENCES.nodeIntegration).toBe(false)
    expect(SAFE_PREFERENCES.nodeIntegrationInWorker).toBe(false)
    expect(SAFE_PREFERENCES.nodeIntegrationInSubFrames).toBe(false)
  })

  it('[H-4] point 3: context isolation is on', () => {
    expect(SAFE_PREFERENCES.contextIsolation).toBe(true)
  })

  it('[H-4] point 4: the sandbox is on', () => {
    expect(SAFE_PREFERENCES.sandbox).toBe(true)
  })

  it('[H-4] window options cannot loosen the safe settings', () => {
    const options = { preload: '/p.cjs', additionalArguments: ['--x'], devTools: false }
    expect(windowPreferences(options)).toEqual({ ...SAFE_PREFERENCES, ...options })
  })

  it('[H-5] point 5: only the listed permissions, each asked for by our own page', () => {
    expect([...ALLOWED_PERMISSIONS].sort()).toEqual([
      'clipboard-sanitized-write',
      'local-network',
      'local-network-access',
      'loopback-network',
      'persistent-storage',
    ])
    const { handlers } = fakeSession()
    const denied = [
      ...['ar', 'background-sync', 'clipboard-read', 'deprecated-sync-clipboard-read'],
      ...['display-capture', 'fileSystem', 'fullscreen', 'geolocation', 'hand-tracking', 'hid'],
      ...['idle-detection', 'keyboardLock', 'local-fonts', 'media', 'mediaKeySystem', 'midi'],
      ...['midiSysex', 'nfc', 'notifications', 'openExternal', 'payment-handler', 'pointerLock'],
      ...['screen-wake-lock', 'sensors', 'serial', 'smart-card', 'speaker-selection'],
      ...['storage-access', 'top-level-storage-access', 'usb', 'vr', 'web-printing'],
      ...['window-management', 'unknown', 'a permission of next year'],
    ]
    const own = { requestingUrl: 'app://bundle/index.html' }
    const foreign = { requestingUrl: 'https://evil.example/' }
    const ask = (permission: string, details: object): unknown => {
      const answer = vi.fn()
      handlers.request?.(null, permission, answer, details)
      return answer.mock.calls[0]?.[0]
    }
    for (const permission of denied) {
      expect(ask(permission, own), permission).toBe(false)
      expect(handlers.check?.(null, permission, 'app://bundle/'), permission).toBe(false)
    }
    for (const permission of ALLOWED_PERMISSIONS) {
      expect(ask(permission, own), permission).toBe(true)
      expect(ask(permission, foreign), permission).toBe(false)
      expect(handlers.check?.(null, permission, 'app://bundle/'), permission).toBe(true)
      expect(handlers.check?.(null, permission, 'https://evil.example/'), permission).toBe(false)
    }
  })

  it('[H-5] point 5: no devices, no screen capture, no pairing', () => {
    const { emitter, handlers } = fakeSession()
    expect(handlers.device?.()).toBe(false)
    const streams = vi.fn()
    handlers.display?.(null, streams)
    expect(streams).toHaveBeenCalledExactlyOnceWith({})
    const pairing = vi.fn()
    handlers.bluetooth?.(null, pairing)
    expect(pairing).toHaveBeenCalledExactlyOnceWith({ confirmed: false })
    const event = { preventDefault: vi.fn() }
    const choice = vi.fn()
    emitter.emit('select-hid-device', event, {}, choice)
    emitter.emit('select-serial-port', event, [], {}, choice)
    emitter.emit('select-usb-device', event, {}, choice)
    expect(choice.mock.calls).toEqual([[null], [''], []])
    expect(event.preventDefault).toHaveBeenCalledTimes(3)
  })

  it('[H-6] pages cannot start downloads: files leave through saveFile only', () => {
    const { emitter } = fakeSession()
    const event = { preventDefault: vi.fn() }
    emitter.emit('will-download', event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })

  it('[H-4] point 6: web security stays on', () => {
    expect(SAFE_PREFERENCES.webSecurity).toBe(true)
  })

  it('[H-3] point 7: nothing is allowed unless listed, no inline and no evaluated script', () => {
    expect(policy().get('default-src')).toEqual(["'none'"])
    expect(policy().get('script-src')).toEqual(["'self'"])
    expect(policy().get('worker-src')).toEqual(["'self'"])
    expect(policy().get('object-src')).toEqual(["'none'"])
    expect(policy().get('base-uri')).toEqual(["'none'"])
    expect(policy().get('form-action')).toEqual(["'none'"])
    expect(policy().get('frame-ancestors')).toEqual(["'none'"])
    expect(policy().get('frame-src')).toEqual(["'none'"])
    expect(shellContentSecurityPolicy(SERVER)).not.toMatch(/unsafe-eval|https?:(?!\/\/loket)|\*/)
  })

  it('[H-3] point 7: scripts talk to our own files and the one server', () => {
    expect(policy().get('connect-src')).toEqual(["'self'", SERVER])
  })

  it('[H-4] points 8 to 10: no insecure content, no experimental features, no plugins', () => {
    expect(SAFE_PREFERENCES.allowRunningInsecureContent).toBe(false)
    expect(SAFE_PREFERENCES.experimentalFeatures).toBe(false)
    expect(SAFE_PREFERENCES.plugins).toBe(false)
    expect(SAFE_PREFERENCES).not.toHaveProperty('enableBlinkFeatures')
  })

  it('[H-6] points 11 and 12: no <webview>', () => {
    expect(SAFE_PREFERENCES.webviewTag).toBe(false)
    expect(fakeContents().prevented('will-attach-webview')).toBe(true)
  })

  it('[H-6] point 13: no navigation, no redirect, in no frame', () => {
    const { prevented } = fakeContents()
    expect(HOSTILE_URLS.length).toBeGreaterThanOrEqual(50)
    for (const url of [...HOSTILE_URLS, 'app://bundle/other.html']) {
      expect(prevented('will-navigate', { url }), url).toBe(true)
      expect(prevented('will-redirect', { url }), url).toBe(true)
      expect(prevented('will-frame-navigate', { url, isMainFrame: true }), url).toBe(true)
      expect(prevented('will-frame-navigate', { url, isMainFrame: false }), url).toBe(true)
    }
    expect(SAFE_PREFERENCES.navigateOnDragDrop).toBe(false)
  })

  it('[H-6] point 13: a print window may show the PDF viewer in its frame, nothing else', () => {
    const { prevented } = fakeContents(true)
    const viewer = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html'
    expect(prevented('will-frame-navigate', { url: viewer, isMainFrame: false })).toBe(false)
    expect(prevented('will-frame-navigate', { url: viewer, isMainFrame: true })).toBe(true)
    for (const url of HOSTILE_URLS) {
      expect(prevented('will-frame-navigate', { url, isMainFrame: false }), url).toBe(true)
    }
  })

  it('[H-6] point 14: no new windows', () => {
    const { open } = fakeContents()
    for (const url of [...HOSTILE_URLS, 'app://bundle/index.html']) {
      expect(open(url), url).toBe('deny')
    }
  })

  it('[H-19] a packaged program refuses switches that take protections away', () => {
    for (const name of FORBIDDEN_SWITCHES) {
      expect(findForbiddenSwitch((asked) => asked === name)).toBe(name)
    }
    expect(FORBIDDEN_SWITCHES).toEqual(
      expect.arrayContaining([
        'remote-debugging-port',
        'disable-web-security',
        'ignore-certificate-errors',
        'no-sandbox',
      ]),
    )
    expect(findForbiddenSwitch(() => false)).toBeUndefined()
  })
})
