import { Dexie, type Table } from 'dexie'
import { entities } from '#shared/model/entities'
import type { ArchivedCommand, ClientMeta, Rejection, ShadowEntry } from '#shared/sync/clientPorts'
import type { Schema } from '#shared/sync/bufferedTx'
import { isQuotaExceeded, watchFailedWrites } from './failedWrites'
import type { CarriedFile, Draft, KeyValue, StoredPending } from './records'
import type { FileContent, KeptFile } from './files'
import type { StoredRow } from './rowCodec'
import { DATABASE_NAME, DATABASE_VERSION, tablesOf } from './schema'
import { clientMetaKey } from './metaKeys'
import type { StagedPage } from './pullStage'
import type { Total } from './totals'
import { upgradeRows } from './upgrade'

/** Keys that this device may use and not read. */
export type KeyRow =
  | { readonly id: 'device'; readonly pair: CryptoKeyPair }
  | { readonly id: 'journal'; readonly keyId: Uint8Array; readonly key: CryptoKey }

/** The open database of this device. Only files of this folder look inside. */
export interface Store {
  readonly db: Dexie
  readonly schema: Schema
  /** Rows of an entity as stored. @throws Error for an unknown entity. */
  rows(entity: string): Table<StoredRow, string>
  readonly shadow: Table<ShadowEntry, [string, string]>
  readonly outbox: Table<StoredPending, number>
  readonly archive: Table<ArchivedCommand, string>
  readonly rejections: Table<Rejection, string>
  readonly meta: Table<KeyValue, string>
  readonly totals: Table<Total, string>
  readonly pullStage: Table<StagedPage, number>
  readonly usbFiles: Table<CarriedFile, string>
  readonly files: Table<KeptFile, string>
  readonly fileContents: Table<FileContent, string>
  readonly drafts: Table<Draft, string>
  readonly keys: Table<KeyRow, string>
  readonly settings: Table<KeyValue, string>
}

export type StoreErrorCode =
  /** A later version of the program has changed this database: only that version may open it. */
  | 'NEWER_DATABASE'
  /** The browser refuses a database here (private window, broken or full profile). */
  | 'UNAVAILABLE'
  /** The disk takes nothing, and without that the database does not open. */
  | 'FULL'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  constructor(
    readonly code: StoreErrorCode,
    options?: ErrorOptions,
  ) {
    super(code, options)
  }
}

export interface OpenOptions {
  /** For tests; the program has one database. */
  readonly name?: string
  readonly schema?: Schema
  /** Another window with a newer version needs the database: this one had to let go of it. */
  readonly onReplaced?: () => void
  /** The disk or the browser did not take a write; nothing of its transaction is there. */
  readonly onFailedWrite?: () => void
}

let current: Store | undefined

/**
 * Opens the database and makes it the one that queries and commands use.
 * @throws StoreError
 */
export async function openStore(options: OpenOptions = {}): Promise<Store> {
  const schema = options.schema ?? entities
  const db = new Dexie(options.name ?? DATABASE_NAME, {
    // A saved command must survive a power cut.
    chromeTransactionDurability: 'strict',
    // Live queries read what is on the disk, never a guess.
    cache: 'disabled',
  })
  db.version(DATABASE_VERSION)
    .stores(tablesOf(schema))
    .upgrade((trans) => upgradeRows(trans, schema))
  watchFailedWrites(db, () => options.onFailedWrite?.())
  const refuseEmptied = refuseWhenEmptied(db)
  db.on('versionchange', () => {
    db.close()
    options.onReplaced?.()
  })
  try {
    await db.open()
  } catch (error) {
    throw notUsable(error)
  }
  // Ten versions of the browser are one of ours: Dexie takes the ones between for a table or an
  // index that the same version has gained since the profile was made.
  if (Math.floor(db.backendDB().version / 10) > DATABASE_VERSION) {
    db.close()
    throw new StoreError('NEWER_DATABASE')
  }
  const store = storeOf(db, schema)
  try {
    await ensureMeta(store)
  } catch (error) {
    db.close()
    throw notUsable(error)
  }
  refuseEmptied()
  current = store
  return store
}

/**
 * A full disk can close an open database and empty it, and Dexie opens it again by itself. Work on
 * what is left then would look like work on the real one: it stays closed until the next start, which
 * rebuilds it.
 * @returns to be called once the database is whole
 */
function refuseWhenEmptied(db: Dexie): () => void {
  let wasWhole = false
  db.on(
    'ready',
    async (opened) => {
      if (wasWhole && !(await opened.table('meta').get(clientMetaKey))) {
        throw new DOMException('the browser has emptied the database', 'UnknownError')
      }
    },
    true,
  )
  return () => void (wasWhole = true)
}

function notUsable(error: unknown): StoreError {
  return new StoreError(isQuotaExceeded(error) ? 'FULL' : 'UNAVAILABLE', { cause: error })
}

/** Whether the browser says that it cannot read its own files; not: no space, or a newer program. */
export function isDamage(error: unknown): boolean {
  const names = ['UnknownError', 'DataError', 'NotReadableError', 'DatabaseClosedError']
  for (let inner: unknown = error; inner instanceof Error || inner instanceof DOMException;) {
    if (names.includes(inner.name)) return true
    inner = inner.cause ?? (inner as { inner?: unknown }).inner
  }
  return false
}

/** Throws the whole database away. For one that cannot be read, once its work is known elsewhere. */
export async function deleteStore(options: Pick<OpenOptions, 'name'> = {}): Promise<void> {
  await Dexie.delete(options.name ?? DATABASE_NAME)
}

/** The store opened by `openStore`. @throws Error before that. */
export function getStore(): Store {
  if (!current) throw new Error('the store is not open yet')
  return current
}

function storeOf(db: Dexie, schema: Schema): Store {
  return {
    db,
    schema,
    rows(entity) {
      if (!Object.hasOwn(schema, entity)) throw new Error(`Unknown entity ${entity}`)
      return db.table(entity)
    },
    shadow: db.table('shadow'),
    outbox: db.table('outbox'),
    archive: db.table('archive'),
    rejections: db.table('rejections'),
    meta: db.table('meta'),
    totals: db.table('totals'),
    pullStage: db.table('pullStage'),
    usbFiles: db.table('usbFiles'),
    files: db.table('files'),
    fileContents: db.table('fileContents'),
    drafts: db.table('drafts'),
    keys: db.table('keys'),
    settings: db.table('settings'),
  }
}

/** Gives a new database its identity, in one transaction: two windows may start at once. */
async function ensureMeta(store: Store): Promise<void> {
  await store.db.transaction('rw', store.meta, async () => {
    if (await store.meta.get(clientMetaKey)) return
    const fresh: ClientMeta = {
      clientId: crypto.randomUUID(),
      nextId: 1,
      nextOrder: 1,
      lastCommandId: 0,
      cursors: {},
      partitions: [],
    }
    await store.meta.put({ key: clientMetaKey, value: fresh })
  })
}
