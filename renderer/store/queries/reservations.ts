import type { Reservation } from '#shared/model/reservation'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { isRightAlive } from '#shared/domain/codes/issueRight'
import { findHeldRight, knownTime } from '#shared/sync/heldRight'
import { getStore, type Store } from '../database'
import { forfeitedKey } from '../metaKeys'
import { rowCodec } from '../rowCodec'
import { MAX_ROWS, useLive } from './live'
import { getClientMeta } from './outbox'
import { findPayer } from './payers'
import { decodeRow } from './rows'

/** How the right to issue codes for an employer stands, seen from this device. */
export interface RightView {
  readonly employerId: string
  readonly reservation: Reservation
  /**
   * `held`: codes may be handed out here without the server. `waiting`: asked for here, not
   * confirmed. `other`: another device holds it.
   */
  readonly standing: 'held' | 'waiting' | 'other'
  /** Last day that counts: of `held` the confirmed one. */
  readonly until: string
}

interface Here {
  readonly deviceId: string
  /** UTC instant of this device's clock. */
  readonly now: string
}

/** The living right on an employer, if there is one. */
export async function findRight(
  employerId: string,
  here: Here,
  store: Store = getStore(),
): Promise<RightView | undefined> {
  const stored = await store.rows('reservation').where('liveKey').equals(employerId).first()
  return stored && viewOf(decodeRow<'reservation'>(stored), here, store)
}

/** A right with the name of whoever pays. */
export interface NamedRight extends RightView {
  readonly payerName: string
}

/** Every living right of the branch, of all devices. */
export async function listRights(here: Here, store: Store = getStore()): Promise<NamedRight[]> {
  const stored = await store
    .rows('reservation')
    .where('liveKey')
    .above('')
    .limit(MAX_ROWS)
    .toArray()
  const views: NamedRight[] = []
  for (const row of stored) {
    const view = await viewOf(decodeRow<'reservation'>(row), here, store)
    if (!view) continue
    const payer = await findPayer(view.employerId, store)
    views.push({ ...view, payerName: payer?.name ?? '…' })
  }
  return views
}

/** `null` = nobody holds one; `undefined` = not known yet. */
export function useRight(employerId: string, deviceId: string): RightView | null | undefined {
  return useLive(
    async () => (await findRight(employerId, { deviceId, now: nowText() })) ?? null,
    [employerId, deviceId],
  )
}

export function useRights(deviceId: string): NamedRight[] | undefined {
  return useLive(() => listRights({ deviceId, now: nowText() }), [deviceId])
}

async function viewOf(
  reservation: Reservation,
  { deviceId, now }: Here,
  store: Store,
): Promise<RightView | undefined> {
  const { clock } = await getClientMeta(store)
  const latest = knownTime(Date.parse(now), clock)
  const { employerId, until } = reservation
  if (!isRightAlive(reservation, localDateOfInstant(latest))) return undefined
  if (reservation.deviceId !== deviceId) {
    return { employerId, reservation, standing: 'other', until }
  }
  const forfeited = ((await store.meta.get(forfeitedKey))?.value as string[] | undefined) ?? []
  const held = await findHeldRight(readerOf(store), employerId, {
    deviceId,
    now: latest,
    forfeited,
  })
  return held
    ? { employerId, reservation, standing: 'held', until: held.until }
    : { employerId, reservation, standing: 'waiting', until }
}

/** What the shared rule reads, outside a transaction of its own. */
function readerOf(store: Store): Parameters<typeof findHeldRight>[0] {
  return {
    meta: () => getClientMeta(store),
    async list(entity, index, key) {
      const stored = await store.rows(entity).where(index).equals(rowCodec.indexKey(key)).toArray()
      return stored.map(rowCodec.decode)
    },
    async findShadow(entity, id) {
      return store.shadow.get([entity, id])
    },
  }
}

function nowText(): string {
  return new Date().toISOString()
}
