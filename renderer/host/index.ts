import type { Host } from '#shared/host'

export { onUpdateReady } from './updateReady'
export type { UpdateReadyListener } from './updateReady'

declare global {
  interface Window {
    /** Put there by the desktop shell's preload script; absent in a plain browser. */
    readonly host?: Host
  }
}

let pending: Promise<Host> | undefined

/**
 * The one Host of this page: the desktop shell's when there is one, else the browser's.
 * The browser half is loaded only when needed, so the shell never registers a service worker.
 */
export function getHost(): Promise<Host> {
  pending ??= window.host ? Promise.resolve(window.host) : loadBrowserHost()
  return pending
}

async function loadBrowserHost(): Promise<Host> {
  const { createBrowserHost } = await import('./browser')
  return createBrowserHost()
}
