/** An IndexedDB as it lies on the disk: what a version of the program left there. */
export interface RawDatabase {
  readonly name: string
  /** IndexedDB's own number: ten times Dexie's. */
  readonly version: number
  readonly stores: readonly RawObjectStore[]
}

export interface RawObjectStore {
  readonly name: string
  readonly keyPath: string | string[] | null
  readonly autoIncrement: boolean
  readonly indexes: readonly {
    readonly name: string
    readonly keyPath: string | string[]
    readonly unique: boolean
    readonly multiEntry: boolean
  }[]
  readonly rows: readonly unknown[]
}

/**
 * Reads everything with the browser's own interface, without any of the program's code. Runs in
 * a page: it must not use anything from outside itself.
 * @param leaveOut stores whose rows cannot be written as JSON (keys of the device)
 */
export async function dumpDatabase({
  name,
  leaveOut,
}: {
  name: string
  leaveOut: readonly string[]
}): Promise<RawDatabase> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('request failed'))
    })
  const db = await done(indexedDB.open(name))
  try {
    const names = [...db.objectStoreNames]
    const transaction = db.transaction(names, 'readonly')
    const stores: RawObjectStore[] = []
    for (const storeName of names) {
      const store = transaction.objectStore(storeName)
      const indexes = [...store.indexNames].map((indexName) => {
        const index = store.index(indexName)
        const { keyPath, unique, multiEntry } = index
        return { name: indexName, keyPath, unique, multiEntry }
      })
      const rows = leaveOut.includes(storeName) ? [] : await done(store.getAll())
      const { keyPath, autoIncrement } = store
      stores.push({ name: storeName, keyPath, autoIncrement, indexes, rows })
    }
    return { name, version: db.version, stores }
  } finally {
    db.close()
  }
}

/** The reverse of `dumpDatabase`, in a page that has no database of this name yet. */
export async function restoreDatabase(raw: RawDatabase): Promise<void> {
  const present = (await indexedDB.databases()).map(({ name }) => name)
  if (present.includes(raw.name)) throw new Error(`${raw.name} exists already`)
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(raw.name, raw.version)
    request.onupgradeneeded = () => {
      for (const { name, keyPath, autoIncrement, indexes } of raw.stores) {
        const store = request.result.createObjectStore(name, { keyPath, autoIncrement })
        for (const index of indexes) {
          const { unique, multiEntry } = index
          store.createIndex(index.name, index.keyPath, { unique, multiEntry })
        }
      }
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('open failed'))
  })
  const transaction = db.transaction(
    raw.stores.map(({ name }) => name),
    'readwrite',
    { durability: 'strict' },
  )
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('restore failed'))
  })
  for (const { name, rows } of raw.stores) {
    const store = transaction.objectStore(name)
    for (const row of rows) store.put(row)
  }
  await ended
  db.close()
}
