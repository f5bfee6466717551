import { z } from 'zod'
import { Json } from '../protocol/messages'
import { BranchId, Id, Instant, OptionalText, Stamp, Text } from './common'
import { defineEntity } from './entity'

export const RefusalState = z.enum(['open', 'dismissed', 'resubmitted'])
export type RefusalState = z.infer<typeof RefusalState>

/** One decision about refused work; taking one back is a decision too (`open`). */
export const RefusalDecision = z.object({
  state: RefusalState,
  by: Stamp,
  reason: OptionalText(500),
  /** uid of the work that stands in for it. */
  replacedBy: Id.optional(),
})
export type RefusalDecision = z.infer<typeof RefusalDecision>

/**
 * Work that the server refused, for everybody of the branch to see until somebody has decided.
 * Written by the server with the refusal itself; `id` is the uid of the refused work.
 */
export const Refusal = z.object({
  id: Id,
  branchId: BranchId,
  /** Where it was done. */
  deviceId: z.string(),
  command: z.object({
    name: z.string(),
    version: z.number().int(),
    args: Json,
    /** By the clock of the device. */
    occurredAt: Instant,
    /** `name` is empty for somebody whom the server does not know. */
    actor: z.object({ userId: z.string(), name: z.string() }),
  }),
  code: z.string(),
  detail: z.record(z.string(), Json),
  /** By the clock of the server. */
  rejectedAt: Instant,
  state: RefusalState,
  /** The latest last; no more than MAX_DECISIONS are kept. */
  decisions: z.array(RefusalDecision),
  /** What the head has said about it. */
  note: z.object({ by: Stamp, text: Text(500) }).optional(),
})
export type Refusal = z.infer<typeof Refusal>

export const MAX_DECISIONS = 20

export const refusalEntity = defineEntity('refusal', Refusal, {
  state: { fields: ['state'] },
})
