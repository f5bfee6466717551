import { contextBridge, ipcRenderer } from 'electron'
import { getBootInfo } from '#shared/bootInfo'
import type { Host } from '#shared/host'
import type { IpcResults } from '#shared/ipc'
import { IPC_CHANNELS, type IpcAbility } from '#shared/ipcChannels'

/**
 * Everything the page gets from the shell: one named function per ability. `ipcRenderer` itself
 * never crosses over.
 */
const boot = getBootInfo(process.argv)

const host = {
  kind: 'electron',
  can: boot.can,
  appInfo: boot.appInfo,
  saveFile: (file) => call('saveFile', file),
  openFile: (request) => call('openFile', request),
  printPdf: (bytes, options) => call('printPdf', bytes, options),
  notify: (notice) => call('notify', notice),
  diskSpace: () => call('diskSpace'),
  openExternal: (url) => call('openExternal', url),
  journal: {
    append: (record) => call('journalAppend', record),
    read: () => call('journalRead'),
    replace: (records, mark) => call('journalReplace', records, mark),
    size: () => call('journalSize'),
  },
  ...(boot.can.secrets && {
    secrets: {
      get: (key) => call('secretGet', key),
      set: (key, value) => call('secretSet', key, value),
      remove: (key) => call('secretRemove', key),
    },
  }),
} satisfies Host

contextBridge.exposeInMainWorld('host', host)

async function call<A extends IpcAbility>(ability: A, ...args: unknown[]): Promise<IpcResults[A]> {
  try {
    return (await ipcRenderer.invoke(IPC_CHANNELS[ability], ...args)) as IpcResults[A]
  } catch (error) {
    // Strip what Electron puts in front, so that the host error code is the first word.
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(message.replace(/^Error invoking remote method '[^']*': (?:\w*Error: )?/, ''))
  }
}
