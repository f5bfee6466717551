import { registerSW } from 'virtual:pwa-register'
import { findAllowedExternalUrl } from '#shared/externalLinks'
import type { Host } from '#shared/host'
import { canKeepJournal, createBrowserJournal } from './browserJournal'
import { chooseFile } from './browserOpenFile'
import { printPdfInFrame } from './browserPrint'
import { saveBytes } from './browserSaveFile'
import { keepRegistered } from './keepRegistered'
import { announceUpdate } from './updateReady'

/**
 * The Host of a plain browser. The only module that knows the service worker, so that the worker
 * is registered in browsers and never in the desktop shell.
 */
export function createBrowserHost(): Host {
  registerServiceWorker()
  const journal = canKeepJournal()
  return {
    kind: 'browser',
    can: {
      silentPrint: false,
      saveDialog: 'showSaveFilePicker' in window,
      // A browser has no key store that protects more than the origin itself.
      secrets: false,
      // `storage.estimate()` answers with a quota, not with free space: on a nearly full disk it
      // still reported gigabytes, so it must not feed a warning.
      diskSpace: false,
      notify: 'Notification' in window,
      journal,
    },
    appInfo: { version: __APP_VERSION__, platform: 'web', serverUrl: location.origin },
    saveFile: saveBytes,
    openFile: chooseFile,
    printPdf: printPdfInFrame,
    notify: async (notice) => {
      if (!('Notification' in window)) return false
      const permission =
        Notification.permission === 'default'
          ? await Notification.requestPermission()
          : Notification.permission
      if (permission !== 'granted') return false
      new Notification(notice.title, { body: notice.body })
      return true
    },
    diskSpace: () => Promise.resolve(undefined),
    openExternal: (url) => {
      const allowed = findAllowedExternalUrl(url)
      if (allowed !== undefined) window.open(allowed, '_blank', 'noopener,noreferrer')
      return Promise.resolve(allowed !== undefined)
    },
    ...(journal && { journal: createBrowserJournal() }),
  }
}

function registerServiceWorker(): void {
  const register = (): void => {
    const apply = registerSW({
      onNeedRefresh: () => announceUpdate(() => apply(true)),
      // Without a worker the program still runs, only not offline; the status line shows the net.
      // oxlint-disable-next-line no-console -- for whoever looks into it; there is nobody to ask
      onRegisterError: (error: unknown) => console.warn('service worker not registered', error),
    })
  }
  keepRegistered(register, 'serviceWorker' in navigator ? navigator.serviceWorker : undefined)
}
