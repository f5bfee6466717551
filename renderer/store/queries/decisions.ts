import { Dexie } from 'dexie'
import type { Refusal, RefusalDecision } from '#shared/model/refusal'
import type { Rejection } from '#shared/sync/clientPorts'
import { getStore, type Store } from '../database'
import { rowCodec } from '../rowCodec'
import { bounded, MAX_ROWS, useLive } from './live'

/**
 * Refused work as this device knows it: its own record, and the branch's row about it. The row is
 * the one truth of whether it is open; the record alone counts where no row exists.
 */
export interface RefusedWork extends Rejection {
  readonly row?: Refusal
}

/** Refused work that waits for whoever works here: done here or by them; the latest first. */
export async function listOpenRejections(
  limit = 100,
  store: Store = getStore(),
): Promise<RefusedWork[]> {
  return (await openWork(store)).slice(0, bounded(limit))
}

export function useOpenRejections(limit = 100): RefusedWork[] | undefined {
  return useLive(() => listOpenRejections(limit), [limit])
}

/** How many wait; few, or something is badly wrong. */
export async function countOpenRejections(store: Store = getStore()): Promise<number> {
  return (await openWork(store)).length
}

export function useOpenRejectionCount(): number | undefined {
  return useLive(() => countOpenRejections(), [])
}

/** What was decided about refused work, the latest decision first. */
export async function listDecided(limit = 100, store: Store = getStore()): Promise<RefusedWork[]> {
  const [records, rows, viewer] = await Promise.all([
    store.rejections.toArray(),
    refusals(store),
    viewerOf(store),
  ])
  return joined(records, rows, viewer)
    .filter(({ state }) => state !== 'open')
    .sort((a, b) => ((a.decidedAt ?? '') < (b.decidedAt ?? '') ? 1 : -1))
    .slice(0, bounded(limit))
}

export function useDecided(limit = 100): RefusedWork[] | undefined {
  return useLive(() => listDecided(limit), [limit])
}

/** Everything of the branch that nobody has decided, the oldest first. */
export async function listUndecided(
  limit = MAX_ROWS,
  store: Store = getStore(),
): Promise<RefusedWork[]> {
  const rows = await openRows(store)
  const records = await store.rejections.bulkGet(rows.map(({ id }) => id))
  return rows
    .map((row, place) => withRow(records[place], row))
    .sort((a, b) => (a.rejectedAt < b.rejectedAt ? -1 : 1))
    .slice(0, bounded(limit))
}

export function useUndecided(): RefusedWork[] | undefined {
  return useLive(() => listUndecided(), [])
}

async function openWork(store: Store): Promise<RefusedWork[]> {
  const [records, open, viewer] = await Promise.all([
    store.rejections
      .where('[state+rejectedAt]')
      .between(['open', Dexie.minKey], ['open', Dexie.maxKey])
      .toArray(),
    openRows(store),
    viewerOf(store),
  ])
  // A record that was decided here may be open again for the branch, and the other way round.
  const openIds = new Set(open.map(({ id }) => id))
  const recordIds = new Set(records.map(({ uid }) => uid))
  const others = await store.rejections.bulkGet([...openIds].filter((id) => !recordIds.has(id)))
  const settled = await store
    .rows('refusal')
    .bulkGet([...recordIds].filter((uid) => !openIds.has(uid)))
  const rows = [...open, ...present(settled).map(refusalOf)]
  return joined([...records, ...present(others)], rows, viewer)
    .filter(({ state }) => state === 'open')
    .sort((a, b) => (a.rejectedAt < b.rejectedAt ? 1 : -1))
}

/** Records of this device, and rows that concern whoever works here. */
function joined(
  records: readonly Rejection[],
  rows: readonly Refusal[],
  viewer: Viewer,
): RefusedWork[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const recorded = new Set(records.map(({ uid }) => uid))
  return [
    ...records.map((record) => {
      const row = rowOf.get(record.uid)
      return row ? withRow(record, row) : record
    }),
    ...rows
      .filter(({ id }) => !recorded.has(id))
      .filter(
        ({ deviceId, command }) =>
          deviceId === viewer.deviceId || command.actor.userId === viewer.userId,
      )
      .map((row) => withRow(undefined, row)),
  ]
}

function withRow(record: Rejection | undefined, row: Refusal): RefusedWork {
  const { reason: _reason, decidedAt: _decidedAt, ...rest } = record ?? recordOf(row)
  return { ...rest, state: row.state, ...lastWord(row), row }
}

function lastWord({ state, decisions }: Refusal): Pick<Rejection, 'reason' | 'decidedAt'> {
  const last: RefusalDecision | undefined = decisions.at(-1)
  if (state === 'open' || !last) return {}
  return { decidedAt: last.by.at, ...(last.reason && { reason: last.reason }) }
}

/** Work of another device, in the shape of this device's own: what it depended on is not known. */
function recordOf(row: Refusal): Rejection {
  const { name, version, args, occurredAt, actor } = row.command
  return {
    uid: row.id,
    command: {
      id: 0,
      order: 0,
      uid: row.id,
      name,
      version,
      args,
      occurredAt,
      actor: { ...actor, roles: [] },
      dependsOn: [],
      wrote: [],
    },
    code: row.code,
    detail: row.detail,
    rejectedAt: row.rejectedAt,
    state: row.state,
  }
}

async function openRows(store: Store): Promise<Refusal[]> {
  const rows = await store.rows('refusal').where('state').equals('open').limit(MAX_ROWS).toArray()
  return rows.map(refusalOf)
}

/** All of them: decided ones go after 30 days, so there are few. */
async function refusals(store: Store): Promise<Refusal[]> {
  return (await store.rows('refusal').toArray()).map(refusalOf)
}

function refusalOf(row: Parameters<typeof rowCodec.decode>[0]): Refusal {
  return rowCodec.decode(row) as unknown as Refusal
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined)
}

interface Viewer {
  readonly userId: string | undefined
  readonly deviceId: unknown
}

/** Who is signed in here, on which device. */
async function viewerOf(store: Store): Promise<Viewer> {
  const session = (await store.settings.get('session'))?.value as
    { user?: { id?: string } } | undefined
  return { userId: session?.user?.id, deviceId: (await store.settings.get('deviceId'))?.value }
}
