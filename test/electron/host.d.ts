import type { Host } from '#shared/host'

declare global {
  /** Put in by the build, for bundles that a test imports from their sources. */
  const __APP_VERSION__: string

  interface Window {
    readonly host?: Host
  }
}
