import type { Registry } from '#shared/commands/definition'
import type { Journal } from '#shared/host'
import { deleteStore, isDamage, openStore, type OpenOptions, type Store } from '../store/database'
import { reportTrouble } from '../store/reportTrouble'
import { heal, type Healed } from './journal/heal'
import { readEntries } from './journal/readEntries'
import { noteRebuilding } from './rebuilt'

/** Held while database and journal are brought together: two windows may start at once. */
const LOCK = 'journal-heal'

export interface OpenedStore {
  readonly store: Store
  /** Absent without a journal, or when it cannot be read now: work goes on in the database alone. */
  readonly healed?: Healed
}

/**
 * Opens the database and brings it and the journal to the same state. A database that cannot be
 * read is thrown away and rebuilt, but only when the journal knows whose work it was.
 * @param now epoch milliseconds
 * @throws StoreError when there is no usable database
 */
export async function openHealed(
  journal: Journal | undefined,
  registry: Registry,
  options: OpenOptions,
  now: () => number,
): Promise<OpenedStore> {
  if (!journal) return { store: await openStore(options) }
  return navigator.locks.request(LOCK, async () => {
    try {
      return await openAndHeal(journal, registry, options, now)
    } catch (error) {
      if (!isDamage(error) || !(await knowsItsOwner(journal))) throw error
      reportTrouble('the database cannot be read and is rebuilt', error)
      await deleteStore(options)
      return openAndHeal(journal, registry, options, now)
    }
  })
}

async function openAndHeal(
  journal: Journal,
  registry: Registry,
  options: OpenOptions,
  now: () => number,
): Promise<OpenedStore> {
  const startedAt = new Date(now()).toISOString()
  const store = await openStore(options)
  try {
    const healed = await heal(store, journal, registry, now())
    if (healed.rebuilt) await noteRebuilding({ ...healed.rebuilt, startedAt }, store)
    return { store, healed }
  } catch (error) {
    if (isDamage(error)) {
      store.db.close()
      throw error
    }
    reportTrouble('database and journal were not compared', error)
    return { store }
  }
}

async function knowsItsOwner(journal: Journal): Promise<boolean> {
  const { entries } = await readEntries(journal)
  return entries.some(({ kind }) => kind === 'identity')
}
