import type { Host } from '#shared/host'

/** A browser with none of the abilities that a host may have: what is tested does without. */
export const bareHost: Host = {
  kind: 'browser',
  can: {
    silentPrint: false,
    saveDialog: false,
    secrets: false,
    diskSpace: false,
    notify: false,
    journal: false,
  },
  appInfo: { version: '0.0.0', platform: 'web', serverUrl: location.origin },
  saveFile: async () => ({ saved: false }),
  openFile: async () => undefined,
  printPdf: async () => ({ status: 'cancelled' }),
  notify: async () => false,
  diskSpace: async () => undefined,
  openExternal: async () => false,
}
