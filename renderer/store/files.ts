import { Dexie } from 'dexie'
import type { FileMime } from '#shared/attachments/content'
import { attachDocument, AttachDocumentArgs } from '#shared/commands/documents/attachDocument'
import { getStore, type Store } from './database'
import { writeTransaction } from './failedWrites'
import { decodeRow } from './queries/rows'

/**
 * A content of a document on this device: until the server has it, and for a while after. The bytes
 * lie in a table of their own, so that lists and progress never read or write them.
 */
export interface KeptFile {
  readonly sha256: string
  readonly mime: FileMime
  /** UTC instant at which it was kept, or last told to be on the server. */
  readonly keptAt: string
  /** Bytes that the server has. */
  readonly sent: number
  /** The bytes are gone or not those of the hash any more: this file can only be attached again. */
  readonly damaged?: true
}

export interface FileContent {
  readonly sha256: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A file of this device that the server does not have yet. */
export interface OutstandingFile {
  readonly sha256: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly sent: number
  readonly damaged: boolean
}

/**
 * Keeps a content before its document is noted, so that no document loses its file. What is here
 * already stays, unless it was found to be damaged.
 */
export async function keepFile(
  file: Pick<KeptFile, 'mime' | 'keptAt'> & FileContent,
  store: Store = getStore(),
): Promise<void> {
  const { bytes, ...facts } = file
  await writeTransaction(store.db, ['files', 'fileContents'], async () => {
    const kept = await store.files.get(file.sha256)
    if (kept && !kept.damaged) {
      await store.files.update(file.sha256, { keptAt: file.keptAt })
      return
    }
    await store.files.put({ ...facts, sent: 0 })
    await store.fileContents.put({ sha256: file.sha256, bytes })
  })
}

/** Notes that contents which this device had to send are gone; what is here again stays. */
export async function noteMissingFiles(
  files: readonly Pick<KeptFile, 'sha256' | 'mime'>[],
  now: string,
  store: Store = getStore(),
): Promise<void> {
  if (files.length === 0) return
  await writeTransaction(store.db, ['files'], async () => {
    const known = new Set(await store.files.toCollection().primaryKeys())
    const missing = files.filter(({ sha256 }) => !known.has(sha256))
    await store.files.bulkPut(
      missing.map(({ sha256, mime }) => ({ sha256, mime, keptAt: now, sent: 0, damaged: true })),
    )
  })
}

/** The bytes as they were kept; whoever uses them compares their hash. */
export async function findFile(
  sha256: string,
  store: Store = getStore(),
): Promise<(KeptFile & FileContent) | undefined> {
  return store.db.transaction('r', store.files, store.fileContents, async () => {
    const kept = await store.files.get(sha256)
    const content = await store.fileContents.get(sha256)
    return kept && content && { ...kept, ...content }
  })
}

/** Notes how far the upload is, or what became of it. */
export async function noteFile(
  sha256: string,
  news: Partial<Pick<KeptFile, 'sent' | 'keptAt' | 'damaged'>>,
  store: Store = getStore(),
): Promise<void> {
  await store.files.update(sha256, news)
}

/**
 * Files of documents that are not stored on the server as far as this device knows. A file whose
 * document was refused or removed is none of them, but is kept for a while.
 */
export async function listOutstanding(store: Store = getStore()): Promise<OutstandingFile[]> {
  const files = await store.files.toArray()
  const rows = await store
    .rows('document')
    .where('sha256')
    .anyOf(files.map(({ sha256 }) => sha256))
    .toArray()
  const waiting = new Map(
    rows
      .map((row) => decodeRow<'document'>(row))
      .filter(({ status, storedAt }) => status === 'ACTIVE' && storedAt === undefined)
      .map((document) => [document.sha256, document]),
  )
  return files.flatMap(({ sha256, sent, damaged }) => {
    const document = waiting.get(sha256)
    if (!document) return []
    const { name, size } = document
    return [{ sha256, name, size, sent, damaged: damaged === true }]
  })
}

/**
 * Lets go of contents that nobody waits for and that were kept before `limit` (UTC instant). A
 * refused document that is not decided may be sent again, and then needs its file.
 */
export async function dropOldFiles(limit: string, store: Store = getStore()): Promise<void> {
  const old = await store.files.where('keptAt').below(limit).primaryKeys()
  if (old.length === 0) return
  const waiting = new Set((await listOutstanding(store)).map(({ sha256 }) => sha256))
  for (const sha256 of await refusedFiles(store)) waiting.add(sha256)
  const gone = old.filter((sha256) => !waiting.has(sha256))
  await store.db.transaction('rw', store.files, store.fileContents, async () => {
    await store.files.bulkDelete(gone)
    await store.fileContents.bulkDelete(gone)
  })
}

async function refusedFiles(store: Store): Promise<string[]> {
  const open = await store.rejections
    .where('[state+rejectedAt]')
    .between(['open', Dexie.minKey], ['open', Dexie.maxKey])
    .filter(({ command }) => command.name === attachDocument.name)
    .toArray()
  return open.map(({ command }) => AttachDocumentArgs.parse(command.args).sha256)
}
