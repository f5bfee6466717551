import type { Registry } from '#shared/commands/definition'
import type { Secrets } from '#shared/host'
import {
  deleteStore,
  isDamage,
  openStore,
  StoreError,
  type OpenOptions,
  type Store,
} from '../store/database'
import { isFailedWrite, noteIfRoom } from '../store/failedWrites'
import { readHeldWork } from '../store/heldWork'
import { reportTrouble } from '../store/reportTrouble'
import { putSetting } from '../store/settings'
import { compact } from './journal/compact'
import { heal, type Healed } from './journal/heal'
import { findJournalKey, importJournalKey, isSameKey, keepJournalKey } from './journal/journalKey'
import { readEntries } from './journal/readEntries'
import type { SealedJournal } from './journal/sealedJournal'
import { hasRoom } from './probeSpace'
import { JOURNAL_DAMAGED_SETTING, noteRebuilding } from './rebuilt'

/** Held while database and journal are brought together: two windows may start at once. */
const LOCK = 'journal-heal'

export interface OpenedStore {
  readonly store: Store
  /** Absent without a journal, or when it cannot be read now: work goes on in the database alone. */
  readonly healed?: Healed
}

export interface HealDeps {
  readonly journal: SealedJournal
  readonly registry: Registry
  /** The operating system's key store, where there is one. */
  readonly secrets?: Secrets
  /** Epoch milliseconds. */
  now(): number
}

/**
 * Opens the database and brings it and the journal to the same state. A database that cannot be
 * read is thrown away and rebuilt, but only when the journal knows whose work it was, and when there
 * is room: a full disk looks like damage and would take the new one, too.
 * @throws StoreError when there is no usable database
 */
export async function openHealed(
  deps: HealDeps | undefined,
  options: OpenOptions,
): Promise<OpenedStore> {
  if (!deps) return { store: await openStore(options) }
  return navigator.locks.request(LOCK, async () => {
    try {
      return await openAndHeal(deps, options)
    } catch (error) {
      const isFull = isFailedWrite(error) && !(await hasRoom())
      if (isFull) throw new StoreError('FULL', { cause: error })
      if (!isDamage(error) || !(await knowsItsOwner(deps.journal))) throw error
      reportTrouble('the database cannot be read and is rebuilt', error)
      await deleteStore(options)
      return openAndHeal(deps, options)
    }
  })
}

/**
 * Takes the key that the server gave at a sign-in: what lay sealed without it is brought into the
 * database now, before anybody works, and what lies open is sealed.
 * @param raw 32 bytes as base64url
 */
export async function unlockJournal(raw: string, store: Store, deps: HealDeps): Promise<void> {
  const place = { store, ...secretsOf(deps) }
  const key = await importJournalKey(raw)
  if (isSameKey(await findJournalKey(place), key)) return
  await navigator.locks.request(LOCK, async () => {
    await deps.journal.unlock(key)
    await healAndTell(store, deps)
    for (let tries = 5; !(await compact(deps.journal, deps.now())); tries -= 1) {
      if (tries === 0) throw new Error('the journal is written to without an end')
    }
    // Last: until then a key that was held before is still needed.
    await keepJournalKey(raw, place)
  })
}

async function openAndHeal(deps: HealDeps, options: OpenOptions): Promise<OpenedStore> {
  const store = await openStore(options)
  deps.journal.useKeys(() => findJournalKey({ store, ...secretsOf(deps) }))
  try {
    return { store, healed: await healAndTell(store, deps) }
  } catch (error) {
    const isFull = isFailedWrite(error) && !(await hasRoom())
    // What the journal holds and an empty database does not must not look like an empty program.
    const isEmptied = isFull && (await readHeldWork(store)).isFresh
    if (isEmptied || (isDamage(error) && !isFull)) {
      store.db.close()
      throw error
    }
    reportTrouble('database and journal were not compared', error)
    return { store }
  }
}

async function healAndTell(store: Store, { journal, registry, now }: HealDeps): Promise<Healed> {
  const startedAt = new Date(now()).toISOString()
  const healed = await heal(store, journal, registry, now())
  if (healed.rebuilt) await noteRebuilding({ ...healed.rebuilt, startedAt }, store)
  if (healed.damaged && !healed.rebuilt && !healed.locked) {
    reportTrouble('the journal was damaged and has been written anew', healed.identity.journalId)
    await noteIfRoom(putSetting(JOURNAL_DAMAGED_SETTING, startedAt, store))
  }
  if (healed.locked?.lost) {
    await noteRebuilding({ pending: 0, damaged: false, locked: true, startedAt }, store)
  }
  return healed
}

function secretsOf({ secrets }: HealDeps): { readonly secrets?: Secrets } {
  return secrets ? { secrets } : {}
}

async function knowsItsOwner(journal: SealedJournal): Promise<boolean> {
  const { entries } = await readEntries(journal)
  return entries.some(({ kind }) => kind === 'identity')
}
