import type { DBCore, DBCoreTransaction, Dexie, Transaction } from 'dexie'

const QUOTA = new Set(['QuotaExceededError'])
/** How browsers name a write that the disk or the quota did not take. */
const NAMES = new Set(['QuotaExceededError', 'UnknownError'])
/** What is left of a reason when the browser closed the whole connection. */
const ABORTED = new Set(['AbortError'])
/** Who wants to know, of each open database. */
const watchers = new WeakMap<Dexie, () => void>()
/** Both the abort and the error that follows may show the same failure: it is told once. */
const told = new WeakSet<object>()

/**
 * Calls back for every transaction, of whatever part of the program, that ended because the disk
 * took no more: at the moment of the abort, before anybody has looked at the error.
 */
export function watchFailedWrites(db: Dexie, onFailed: () => void): void {
  watchers.set(db, onFailed)
  db.use({
    stack: 'dbcore',
    name: 'failedWrites',
    create: (core: DBCore) => ({
      ...core,
      transaction(...args: Parameters<DBCore['transaction']>): DBCoreTransaction {
        const transaction = core.transaction(...args)
        if (args[1] === 'readwrite' && isEventTarget(transaction)) {
          transaction.addEventListener('abort', () => {
            // Empty when our own code undid its work, as for a broken rule.
            if (endedByBrowser((transaction as unknown as IDBTransaction).error))
              tell(db, transaction)
          })
        }
        return transaction
      },
    }),
  })
}

/**
 * A transaction that, when the disk ended it, fails with that: what the browser tells about a single
 * request of it is only that it was aborted, and of a connection that it closed not even why. Our own
 * code undoes a transaction with an error of its own, never with a bare abort.
 */
export async function writeTransaction<T>(
  db: Dexie,
  tables: readonly string[],
  work: (trans: Transaction) => Promise<T>,
): Promise<T> {
  let begun: IDBTransaction | undefined
  try {
    return await db.transaction('rw', [...tables], (trans) => {
      begun = trans.idbtrans
      return work(trans)
    })
  } catch (error) {
    // Without a transaction: the browser had closed the database, and it did not open again.
    const reasons = [error, begun?.error]
    if (!reasons.some(endedByBrowser)) throw error
    tell(db, begun ?? {})
    const name = reasons.some(isQuotaExceeded) ? 'QuotaExceededError' : 'UnknownError'
    throw new DOMException('the browser ended the transaction', name)
  }
}

function tell(db: Dexie, transaction: object): void {
  if (told.has(transaction)) return
  told.add(transaction)
  watchers.get(db)?.()
}

/**
 * On a full disk the browser may also close the whole connection. Our own code leaves no error with a
 * transaction that it undoes.
 */
function endedByBrowser(error: unknown): boolean {
  return isNamed(error, ABORTED) || isFailedWrite(error)
}

/**
 * A note that is good to have and must not hold up what it is about: on a full disk it is missing,
 * and work that waits is sent all the same.
 */
export async function noteIfRoom(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!isFailedWrite(error)) throw error
  }
}

/** Whether an error, or what lies under it, says that a write was not taken. */
export function isFailedWrite(error: unknown): boolean {
  return isNamed(error, NAMES)
}

/** Whether the browser itself says that there is no room; a full disk it may also call otherwise. */
export function isQuotaExceeded(error: unknown): boolean {
  return isNamed(error, QUOTA)
}

/** Whether an error, or what lies under it, has one of these names. */
function isNamed(error: unknown, names: ReadonlySet<string>): boolean {
  for (let depth = 0, at: unknown = error; depth < 5 && isObject(at); depth += 1) {
    if (typeof at['name'] === 'string' && names.has(at['name'])) return true
    const failures = at['failures']
    // Dexie wraps: one error of a transaction, several of a bulk write.
    at = at['inner'] ?? at['cause'] ?? (Array.isArray(failures) ? failures[0] : undefined)
  }
  return false
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isEventTarget(value: unknown): value is EventTarget {
  return isObject(value) && typeof value['addEventListener'] === 'function'
}
