import { z } from 'zod'

/** Limits of one push; a larger outbox is sent in several. */
export const PUSH_MAX_COMMANDS = 100
export const PUSH_MAX_BYTES = 256 * 1024
/** The most uids that one pull may ask for; the rest counts as unknown, which is safe. */
export const ASK_MAX_UIDS = 20_000
/** Number blocks that one request may claim after a restore of the server. */
export const CLAIM_MAX_LEASES = 100

export const Json: z.ZodType<import('../commands/ruleCodes').JsonValue> = z.json()

/** A command as it travels. `commandId` counts 1, 2, 3… per client; `uid` is unique for ever. */
export const WireCommand = z.object({
  commandId: z.number().int().min(1),
  uid: z.uuid(),
  name: z.string().min(1).max(80),
  version: z.number().int().min(1),
  args: Json,
  occurredAt: z.iso.datetime(),
  actorId: z.string().min(1).max(80),
  /** Device clock minus server clock in milliseconds at their last contact. */
  clockOffsetMs: z.number().int().optional(),
})
export type WireCommand = z.infer<typeof WireCommand>

export const Outcome = z.object({
  commandId: z.number().int().min(1),
  uid: z.uuid(),
  outcome: z.enum(['accepted', 'rejected']),
  code: z.string().optional(),
  detail: z.record(z.string(), Json).optional(),
})
export type Outcome = z.infer<typeof Outcome>

/** What the server knows of a uid, whoever brought it. */
export const KnownOutcome = Outcome.omit({ commandId: true })
export type KnownOutcome = z.infer<typeof KnownOutcome>

/** Position in one partition: everything up to and including (seq, entity, id) was received. */
export const Cursor = z.object({
  epoch: z.number().int().min(0),
  seq: z.number().int().min(0),
  entity: z.string(),
  id: z.string(),
  /** While a first full pass is under way: the partition's seq when it began. */
  since: z.number().int().min(0).optional(),
})
export type Cursor = z.infer<typeof Cursor>
export const Cursors = z.record(z.string(), Cursor)
export type Cursors = z.infer<typeof Cursors>

const Envelope = z.object({
  protocol: z.number().int(),
  clientId: z.uuid(),
  /** The server database that this client knows; absent on the very first contact. */
  incarnation: z.string().optional(),
})

export const PushRequest = Envelope.extend({
  commands: z.array(WireCommand).min(1).max(PUSH_MAX_COMMANDS),
})
export type PushRequest = z.infer<typeof PushRequest>

export const PushResponse = z.object({
  outcomes: z.array(Outcome),
  stopped: z
    .object({
      at: z.number().int(),
      reason: z.enum(['GAP', 'FORKED', 'RETRY_LATER']),
    })
    .optional(),
})
export type PushResponse = z.infer<typeof PushResponse>

export const PullRequest = Envelope.extend({
  cursors: Cursors,
  lastCommandId: z.number().int().min(0),
  limit: z.number().int().min(1).max(5000),
  /** Commands whose fate a recovering device does not know. */
  ask: z.array(z.uuid()).max(ASK_MAX_UIDS).optional(),
})
export type PullRequest = z.infer<typeof PullRequest>

export const RowPatch = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('put'),
    entity: z.string(),
    row: z.looseObject({ id: z.string(), branchId: z.string() }),
  }),
  z.object({ op: z.literal('remove'), partition: z.string(), entity: z.string(), id: z.string() }),
])
export type RowPatch = z.infer<typeof RowPatch>

/** One page. Outcomes come only with the last page, from the same snapshot as its rows. */
export const PullPage = z.object({
  incarnation: z.string(),
  partitions: z.array(z.string()),
  /** Partitions whose rows start from nothing in this page: forget what is held of them. */
  reset: z.array(z.string()),
  patch: z.array(RowPatch),
  cursors: Cursors,
  more: z.boolean(),
  /** Rows still to come, for a progress bar. */
  remaining: z.number().int().min(0),
  lastCommandId: z.number().int().min(0).optional(),
  acks: z.array(Outcome).optional(),
  /** With the last page: those of `ask` that are stored; what is missing is unknown. */
  known: z.array(KnownOutcome).optional(),
  /** UTC instant of the server's clock; absent from servers of version 1. */
  serverTime: z.iso.datetime().optional(),
})
export type PullPage = z.infer<typeof PullPage>

/** Why a request as a whole was refused. */
export const SyncErrorCode = z.enum([
  'INCARNATION_CHANGED',
  'FORKED',
  'VERSION_NOT_SUPPORTED',
  'UNAUTHENTICATED',
  'BAD_REQUEST',
  'RETRY_LATER',
])
export type SyncErrorCode = z.infer<typeof SyncErrorCode>

export const ErrorBody = z.object({
  error: z.string(),
  message: z.string(),
  retryAfterSeconds: z.number().optional(),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** Poke of the event stream: something moved; no data. */
export const Poke = z.object({ partition: z.string() })
