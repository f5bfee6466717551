import { z } from 'zod'
import { Id, OptionalText, Text } from '../../model/common'
import { MAX_DECISIONS, RefusalState, type Refusal } from '../../model/refusal'
import { isAllowed, matrix } from '../../permissions/matrix'
import { defineCommand, type Ctx } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

export const SettleRefusalArgs = z
  .object({
    refusalId: Id,
    /** `open` takes the last decision back. */
    state: RefusalState,
    reason: OptionalText(500),
    /** uid of the work that stands in for it. */
    replacedBy: Id.optional(),
  })
  .refine(({ state, reason }) => state !== 'dismissed' || (reason ?? '').length >= 3, {
    path: ['reason'],
    message: 'work is laid aside for a reason',
  })

/**
 * Says what became of refused work: laid aside, sent again, or open once more. The latest word
 * counts. Work whose row is gone (decided long ago) has nothing to be noted on.
 */
export const settleRefusal = defineCommand({
  name: 'refusal.settle',
  version: 1,
  args: SettleRefusalArgs,
  roles: matrix['refusal.settle'],
  async handler(tx, { refusalId, state, reason, replacedBy }, ctx) {
    const refusal = await tx.get('refusal', refusalId)
    if (!refusal) return
    if (!maySettle(refusal, ctx)) {
      throw new RuleViolation('FORBIDDEN', { command: 'refusal.settle' })
    }
    const decision = {
      state,
      by: stampOf(ctx),
      ...(reason && { reason }),
      ...(replacedBy && { replacedBy }),
    }
    const decisions = [...refusal.decisions, decision].slice(-MAX_DECISIONS)
    await tx.put('refusal', { ...refusal, state, decisions })
  },
})

/** Whoever did the work, whoever sits at the computer it was done on, and the head. */
export function maySettle(
  { command, deviceId }: Pick<Refusal, 'command' | 'deviceId'>,
  { actor, deviceId: here }: Pick<Ctx, 'actor' | 'deviceId'>,
): boolean {
  return (
    command.actor.userId === actor.userId ||
    deviceId === here ||
    isAllowed(actor.roles, 'refusal.decideForOthers')
  )
}

export const NoteRefusalArgs = z.object({ refusalId: Id, text: Text(500) })

/** The head hands refused work back with a word to whoever did it. */
export const noteRefusal = defineCommand({
  name: 'refusal.note',
  version: 1,
  args: NoteRefusalArgs,
  roles: matrix['refusal.decideForOthers'],
  async handler(tx, { refusalId, text }, ctx) {
    const refusal = await tx.get('refusal', refusalId)
    if (!refusal) return
    await tx.put('refusal', { ...refusal, note: { by: stampOf(ctx), text } })
  },
})
