import { z } from 'zod'
import { NumberLease } from '#shared/model/numberLease'
import { RuleViolation } from '#shared/commands/ruleCodes'
import type { LocalTransaction } from './clientTx'
import { getStore, type Store } from './database'
import { serialPrefix } from './metaKeys'
import { useLive } from './queries/live'
import { decodeRow } from './queries/rows'

export interface TakenSerial {
  readonly leaseId: string
  readonly serial: number
}

/**
 * Takes the next payment code serial of this device, inside the transaction that uses it. The
 * counter is kept beside the lease, because the lease row goes back when the server refuses the
 * code, while a number that stood on paper must never come again.
 * @throws RuleViolation CODE_NOT_LEASED when no leased number is left
 */
export async function takeSerial(tx: LocalTransaction, deviceId: string): Promise<TakenSerial> {
  const leases = (await tx.list('numberLease', 'deviceId', [deviceId])) as NumberLease[]
  for (const lease of leases) {
    if (lease.kind !== 'PAYMENT_CODE') continue
    const serial = nextSerial(lease, await tx.findMeta(counterKey(lease.id)))
    if (serial > lease.to) continue
    await tx.putMeta(counterKey(lease.id), serial + 1)
    return { leaseId: lease.id, serial }
  }
  throw new RuleViolation('CODE_NOT_LEASED', { remaining: 0 })
}

/**
 * Gives up every number that is left: a copy of this database may use them too.
 * @returns by lease: the next number, which it does not have
 */
export async function burnLeases(
  tx: LocalTransaction,
  deviceId: string,
): Promise<{ leaseId: string; next: number }[]> {
  const leases = (await tx.list('numberLease', 'deviceId', [deviceId])) as NumberLease[]
  for (const lease of leases) await tx.putMeta(counterKey(lease.id), lease.to + 1)
  return leases.map(({ id, to }) => ({ leaseId: id, next: to + 1 }))
}

const HELD = 'heldLeases'
const HeldLeases = z.array(NumberLease.pick({ id: true, kind: true, from: true, to: true }))
export type HeldLease = z.infer<typeof HeldLeases>[number]

/**
 * Remembers which numbers are this device's, before the rows of a restored server replace its own:
 * that server may not know of them, and what was done with them is sent again.
 */
export async function rememberLeases(tx: LocalTransaction, deviceId: string): Promise<void> {
  const leases = (await tx.list('numberLease', 'deviceId', [deviceId])) as NumberLease[]
  const held = new Map(readHeld(await tx.findMeta(HELD)).map((lease) => [lease.id, lease]))
  for (const { id, kind, from, to } of leases) held.set(id, { id, kind, from, to })
  await tx.putMeta(HELD, [...held.values()])
}

/** Leases that the restored server must be told of. */
export async function rememberedLeases(store: Store): Promise<HeldLease[]> {
  return readHeld((await store.meta.get(HELD))?.value)
}

/** The server has heard of them. */
export async function forgetLeases(store: Store): Promise<void> {
  await store.meta.delete(HELD)
}

function readHeld(value: unknown): HeldLease[] {
  return HeldLeases.safeParse(value).data ?? []
}

export interface SerialStock {
  /** Payment codes that this device can still issue without the server. */
  readonly left: number
  /** Numbers that are gone here although the server does not know it: codes refused or waiting. */
  readonly burnt: number
}

export async function serialStock(
  deviceId: string,
  store: Store = getStore(),
): Promise<SerialStock> {
  const stored = await store.rows('numberLease').where('deviceId').equals(deviceId).toArray()
  let left = 0
  let burnt = 0
  for (const row of stored) {
    const lease = decodeRow<'numberLease'>(row)
    if (lease.kind !== 'PAYMENT_CODE') continue
    const next = nextSerial(lease, (await store.meta.get(counterKey(lease.id)))?.value)
    left += Math.max(0, lease.to - next + 1)
    burnt += next - lease.next
  }
  return { left, burnt }
}

export function useSerialStock(deviceId: string): SerialStock | undefined {
  return useLive(() => serialStock(deviceId), [deviceId])
}

function nextSerial(lease: NumberLease, counter: unknown): number {
  return Math.max(lease.next, typeof counter === 'number' ? counter : lease.from)
}

function counterKey(leaseId: string): string {
  return serialPrefix + leaseId
}
