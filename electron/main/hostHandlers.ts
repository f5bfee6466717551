import { join } from 'node:path'
import type { IpcHandlers } from '#shared/ipc'
import type { DiskReserve } from './host/diskReserve'
import { openExternal } from './host/external'
import { createFiles, type FileDialogs } from './host/files'
import { notify, type Notifier } from './host/notifications'
import { createPrinting, type PrintSurface } from './host/printing'
import { createJournal } from './host/journal'
import { createSecrets, type KeyStore } from './host/secrets'

/** Everything of Electron that the abilities need. */
export interface HostDeps {
  /** The program's data folder. */
  readonly userData: string
  readonly documentsFolder: string
  readonly reserve: DiskReserve
  readonly secretsProtected: boolean
  readonly keyStore: KeyStore
  readonly dialogs: FileDialogs
  readonly notifier: Notifier
  openSurface(bytes: Uint8Array, title: string): PrintSurface
  openUrl(url: string): Promise<void>
}

/** The abilities behind the page's `window.host`, ready for `registerIpc`. */
export function createHostHandlers(deps: HostDeps): IpcHandlers {
  const files = createFiles(deps)
  const printing = createPrinting(deps)
  const secrets = createSecrets({
    store: deps.keyStore,
    path: join(deps.userData, 'secrets.json'),
    isProtected: deps.secretsProtected,
  })
  const journal = createJournal({ folder: join(deps.userData, 'journal') })
  return {
    saveFile: (file) => files.saveFile(file),
    openFile: (request) => files.openFile(request),
    printPdf: (bytes, options) => printing.printPdf(bytes, options),
    notify: (notice) => notify(notice, deps.notifier),
    diskSpace: () => deps.reserve.look(),
    openExternal: (url) => openExternal(url, (allowed) => deps.openUrl(allowed)),
    secretGet: (key) => secrets.get(key),
    secretSet: (key, value) => secrets.set(key, value),
    secretRemove: (key) => secrets.remove(key),
    journalAppend: (record) => journal.append(record),
    journalRead: () => journal.read(),
    journalReplace: (records, mark) => journal.replace(records, mark),
    journalSize: () => journal.size(),
  }
}
