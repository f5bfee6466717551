import type { Cursor, Cursors, PullPage, RowPatch } from '../protocol/messages'
import type { PartitionState, ServerSnapshot } from './serverPorts'

export interface PullQuestion {
  readonly clientId: string
  readonly cursors: Cursors
  readonly lastCommandId: number
  readonly limit: number
  /** What this person may hold now. */
  readonly partitions: readonly string[]
  /** Commands whose fate a recovering device wants to know. */
  readonly ask?: readonly string[]
}

/** A partition that nothing was ever written to: a device that holds rows of it must forget them. */
const EMPTY: PartitionState = { seq: 0, epoch: 0, horizon: 0 }

/** Sorts after every entity name and id. */
export const END = '\uffff'

/**
 * One page of changes. Outcomes are added only when every partition is exhausted in this one
 * snapshot: a command's acknowledgement and its effects can then never be seen apart.
 */
export async function pullPage(
  snapshot: ServerSnapshot,
  question: PullQuestion,
): Promise<PullPage> {
  const patch: RowPatch[] = []
  const cursors: Cursors = {}
  const reset: string[] = []
  let room = question.limit
  let more = false
  let remaining = 0

  for (const name of [...question.partitions].sort()) {
    const state = (await snapshot.partition(name)) ?? EMPTY
    const held = question.cursors[name]
    const start = held && isUsable(held, state) ? held : beginning(state)
    if (start !== held) reset.push(name)

    const changes = room > 0 ? await snapshot.changesAfter(name, start, room) : []
    for (const change of changes) {
      patch.push(
        change.row
          ? { op: 'put', entity: change.entity, row: { ...change.row } }
          : { op: 'remove', partition: name, entity: change.entity, id: change.id },
      )
    }
    room -= changes.length
    const last = changes.at(-1)
    const reached = last ? { ...start, seq: last.seq, entity: last.entity, id: last.id } : start
    const left = await snapshot.countAfter(name, reached)
    remaining += left
    if (left > 0) more = true
    cursors[name] =
      left > 0 ? reached : { epoch: state.epoch, seq: state.seq, entity: END, id: END }
  }

  const page: PullPage = {
    incarnation: await snapshot.incarnation(),
    partitions: [...question.partitions].sort(),
    reset,
    patch,
    cursors,
    more,
    remaining,
  }
  if (more) return page
  const lastCommandId = await snapshot.lastCommandId(question.clientId)
  const acks = await snapshot.outcomes(question.clientId, question.lastCommandId, lastCommandId)
  const known = question.ask && (await snapshot.knownOutcomes(question.ask))
  return { ...page, lastCommandId, acks, ...(known && { known }) }
}

/**
 * Compares the whole position: at the horizon's own seq only a cursor at its end has seen all. A
 * full pass needs only the tombstones made since it began.
 */
function isUsable(cursor: Cursor, state: PartitionState): boolean {
  if (cursor.epoch !== state.epoch || cursor.seq > state.seq) return false
  if (cursor.since !== undefined) return state.horizon <= cursor.since
  if (cursor.seq > state.horizon) return true
  return cursor.seq === state.horizon && cursor.entity === END
}

function beginning(state: PartitionState): Cursor {
  return { epoch: state.epoch, seq: 0, entity: '', id: '', since: state.seq }
}
