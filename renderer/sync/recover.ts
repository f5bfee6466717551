import type { RecoveryReason } from '#shared/sync/clientPorts'
import { beginRecovery } from '#shared/sync/recovery'
import { localTransaction } from '../store/clientTx'
import { forfeitRights } from '../store/forfeited'
import { burnLeases } from '../store/serials'
import type { SyncDeps } from './syncDeps'

/**
 * Notes that this device's history and the server's have parted; the next round's pull brings them
 * together again. A copied disk also holds the same free numbers and rights twice: this copy gives them up.
 */
export async function noteAccident(
  { store, env }: Pick<SyncDeps, 'store' | 'env'>,
  reason: RecoveryReason,
): Promise<void> {
  await localTransaction(store, async (tx) => {
    await beginRecovery(tx, reason, crypto.randomUUID())
    if (reason !== 'FORKED') return
    await burnLeases(tx, env.deviceId)
    await forfeitRights(tx, env.deviceId)
  })
}
