import type { Reservation } from '#shared/model/reservation'
import type { LocalTransaction } from './clientTx'
import { forfeitedKey } from './metaKeys'

/** Rights that this copy of a device must not use: another copy holds the same ones. */
export async function listForfeited(tx: LocalTransaction): Promise<readonly string[]> {
  return ((await tx.findMeta(forfeitedKey)) as string[] | undefined) ?? []
}

/**
 * Gives up every right of this device, on this copy only.
 * @returns all that were ever given up here
 */
export async function forfeitRights(tx: LocalTransaction, deviceId: string): Promise<string[]> {
  const mine = (await tx.list('reservation', 'deviceId', [deviceId])) as unknown as Reservation[]
  const ids = [...new Set([...(await listForfeited(tx)), ...mine.map(({ id }) => id)])]
  await tx.putMeta(forfeitedKey, ids)
  return ids
}
