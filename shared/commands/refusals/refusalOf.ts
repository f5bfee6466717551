import type { Refusal } from '../../model/refusal'
import type { Outcome, WireCommand } from '../../protocol/messages'

export interface RefusedWork {
  readonly branchId: string
  readonly deviceId: string
  readonly command: Pick<
    WireCommand,
    'uid' | 'name' | 'version' | 'args' | 'occurredAt' | 'actorId'
  >
  readonly outcome: Pick<Outcome, 'code' | 'detail'>
  /** Empty for somebody whom the server does not know. */
  readonly actorName: string
  /** UTC instant of the server. */
  readonly now: string
}

/**
 * The row by which a branch learns of refused work; undefined for decisions about refused work
 * themselves, which would make refusals of refusals.
 */
export function refusalOf(work: RefusedWork): Refusal | undefined {
  const { uid, name, version, args, occurredAt, actorId } = work.command
  if (name.startsWith('refusal.')) return undefined
  return {
    id: uid,
    branchId: work.branchId,
    deviceId: work.deviceId,
    command: { name, version, args, occurredAt, actor: { userId: actorId, name: work.actorName } },
    code: work.outcome.code ?? 'INTERNAL',
    detail: { ...work.outcome.detail },
    rejectedAt: work.now,
    state: 'open',
    decisions: [],
  }
}
