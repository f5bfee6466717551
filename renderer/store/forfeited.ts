import type { Reservation } from '#shared/model/reservation'
import type { LocalTransaction } from './clientTx'
import { forfeitedKey } from './metaKeys'

/** Rights that this copy of a device must not use: another copy holds the same ones. */
export async function listForfeited(tx: LocalTransaction): Promise<readonly string[]> {
  return ((await tx.findMeta(forfeitedKey)) as string[] | undefined) ?? []
}

/** Gives up every right of this device, on this copy only. */
export async function forfeitRights(tx: LocalTransaction, deviceId: string): Promise<void> {
  const mine = (await tx.list('reservation', 'deviceId', [deviceId])) as unknown as Reservation[]
  await tx.putMeta(forfeitedKey, [
    ...new Set([...(await listForfeited(tx)), ...mine.map(({ id }) => id)]),
  ])
}
