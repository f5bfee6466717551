import type { Inspection } from './inspect'
import type { Done } from './labPage'

/** What a page with a pilot tells the test process, one by one and in this order. */
export type Note =
  /** Before the program opens the database; without `found` the disk has none. */
  | { readonly kind: 'opening'; readonly found?: OnDisk }
  /** The database is open, brought up to date where it was older. */
  | { readonly kind: 'upToDate' }
  /** Somebody is signed in and has synced once; `rebuilt`: the work came from the journal. */
  | { readonly kind: 'opened'; readonly inspection: Inspection; readonly rebuilt: boolean }
  | { readonly kind: 'saved'; readonly uid: string; readonly name: string }
  | { readonly kind: 'round'; readonly outcome: string }
  | { readonly kind: 'drained'; readonly inspection: Inspection }
  | { readonly kind: 'trouble'; readonly message: string }

/** A database as it lies on the disk, before any of the program has touched it. */
export interface OnDisk {
  /** By IndexedDB's count. */
  readonly version: number
  /** uids of all work, waiting or settled. */
  readonly uids: readonly string[]
}

/**
 * `save`: saves without a line; `sync`: saves and syncs at the same time; `rebase`: a pile of
 * saves first, then everything at once; `drain`: syncs until nothing waits; `look`: nothing more
 * than opening the database.
 */
export const pilotModes = ['save', 'sync', 'rebase', 'drain', 'look'] as const
export type PilotMode = (typeof pilotModes)[number]

interface Cockpit {
  isSignedIn(): boolean
  signIn(username: string, password: string): Promise<string>
  act(seed: number): Promise<Done>
  sync(): Promise<string>
  /** How many commands have not been settled yet. */
  waiting(): Promise<number>
  inspect(): Promise<Inspection>
  /** Since it was asked last, the database was lost and its work was taken from the journal. */
  wasRebuilt(): Promise<boolean>
}

const PILE = 30
/** More would only make the page slow: what waits is carried out anew at each pull. */
const MAX_AHEAD = 150

/** Works by itself until the process ends, and says what it has done; nobody has to ask. */
export async function fly(lab: Cockpit, parameters: URLSearchParams): Promise<void> {
  const mode = parameters.get('pilot') as PilotMode
  let seed = Number(parameters.get('seed') ?? '1')
  try {
    if (mode !== 'look' && !lab.isSignedIn()) {
      const result = await lab.signIn(
        parameters.get('user') ?? '',
        parameters.get('password') ?? '',
      )
      if (result !== 'ok') throw new Error(`sign-in: ${result}`)
      await lab.sync()
    }
    await note({
      ...{ kind: 'opened', rebuilt: await lab.wasRebuilt() },
      inspection: await lab.inspect(),
    })
    if (mode === 'look') return
    if (mode === 'drain') return await drain(lab)
    let ahead = 0
    const save = async (): Promise<void> => {
      const done = await lab.act((seed = (seed * 48_271) % 2_147_483_647))
      if (done.kind !== 'saved') return
      ahead += 1
      // Not waited for: the next save must not depend on the network.
      void note({ kind: 'saved', uid: done.uid, name: done.name })
    }
    if (mode === 'rebase') for (let n = 0; n < PILE; n++) await save()
    const saving = repeat(async () => {
      if (ahead < MAX_AHEAD) await save()
      await pause(5)
    })
    const syncing =
      mode === 'save'
        ? undefined
        : repeat(async () => {
            const outcome = await lab.sync()
            // A command that crashes the server's handler holds up those behind it for a while.
            ahead = await lab.waiting()
            await note({ kind: 'round', outcome })
            await pause(outcome.startsWith('failed') ? 50 : 2)
          })
    await Promise.all([saving, syncing])
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    await note({ kind: 'trouble', message })
  }
}

/** Also the moment from which an upgrade may be interrupted. */
export async function noteOpening(name: string): Promise<void> {
  const found = await findOnDisk(name)
  await note({ kind: 'opening', ...(found && { found }) })
}

/**
 * What an opening finds. The list of databases will not do: on the LevelDB engine it names the new
 * version already when an upgrade was cut off and undone.
 */
async function findOnDisk(name: string): Promise<OnDisk | undefined> {
  const opened = await new Promise<IDBDatabase | undefined>((resolve) => {
    const request = indexedDB.open(name)
    // There is none: do not make one.
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = () => resolve(undefined)
    request.onsuccess = () => resolve(request.result)
  })
  if (!opened) return undefined
  const { version } = opened
  const places = ['outbox', 'archive', 'rejections']
  const transaction = opened.transaction(places, 'readonly')
  const rows = await Promise.all(places.map((place) => allOf(transaction.objectStore(place))))
  opened.close()
  return { version, uids: rows.flat().map(({ uid }) => uid) }
}

function allOf(store: IDBObjectStore): Promise<{ readonly uid: string }[]> {
  return new Promise((resolve, reject) => {
    const request = store.getAll() as IDBRequest<{ readonly uid: string }[]>
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error(`${store.name} cannot be read`))
  })
}

export async function noteUpToDate(): Promise<void> {
  await note({ kind: 'upToDate' })
}

async function drain(lab: Cockpit): Promise<void> {
  for (;;) {
    const outcome = await lab.sync()
    await note({ kind: 'round', outcome })
    const inspection = await lab.inspect()
    if (outcome === 'synced' && inspection.outbox.length === 0) {
      await lab.sync()
      return note({ kind: 'drained', inspection: await lab.inspect() })
    }
    await pause(50)
  }
}

async function repeat(work: () => Promise<void>): Promise<never> {
  for (;;) await work()
}

async function note(body: Note): Promise<void> {
  const init = { method: 'POST', body: JSON.stringify(body) }
  await fetch('/lab/note', init).catch(() => undefined)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
