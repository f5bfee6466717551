import type { RecoveryReason } from '#shared/sync/clientPorts'
import { beginRecovery } from '#shared/sync/recovery'
import { localTransaction } from '../store/clientTx'
import { forfeitRights } from '../store/forfeited'
import { burnLeases, rememberLeases } from '../store/serials'
import type { JournalEntry } from './journal/entries'
import type { SyncDeps } from './syncDeps'

/**
 * Notes that this device's history and the server's have parted; the next round's pull brings them
 * together again. A copied disk also holds the same free numbers and rights twice: this copy gives them up,
 * and its journal says so: a database rebuilt from it must not take them up again. A restored server
 * may not know which numbers are this device's: they are remembered.
 */
export async function noteAccident(
  { store, env, journal }: Pick<SyncDeps, 'store' | 'env' | 'journal'>,
  reason: RecoveryReason,
): Promise<void> {
  const givenUp = await localTransaction(store, async (tx): Promise<JournalEntry[]> => {
    await beginRecovery(tx, reason, crypto.randomUUID())
    if (reason === 'INCARNATION_CHANGED') await rememberLeases(tx, env.deviceId)
    if (reason !== 'FORKED') return []
    const burnt = await burnLeases(tx, env.deviceId)
    const ids = await forfeitRights(tx, env.deviceId)
    return [
      ...burnt.map((lease) => ({ kind: 'serial' as const, ...lease })),
      { kind: 'forfeited', ids },
    ]
  })
  await journal.note(givenUp)
}
