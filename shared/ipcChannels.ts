/**
 * Names of the calls from page to shell: one per ability, nothing generic. Kept apart from the
 * schemas so that the preload script stays free of the validator.
 */
export const IPC_CHANNELS = {
  saveFile: 'host:save-file',
  openFile: 'host:open-file',
  printPdf: 'host:print-pdf',
  notify: 'host:notify',
  diskSpace: 'host:disk-space',
  openExternal: 'host:open-external',
  secretGet: 'host:secret-get',
  secretSet: 'host:secret-set',
  secretRemove: 'host:secret-remove',
  journalAppend: 'host:journal-append',
  journalRead: 'host:journal-read',
  journalReplace: 'host:journal-replace',
  journalSize: 'host:journal-size',
} as const

export type IpcAbility = keyof typeof IPC_CHANNELS
