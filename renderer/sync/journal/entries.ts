import { z } from 'zod'
import { Role } from '#shared/permissions/roles'
import { Json } from '#shared/protocol/messages'

/** What the journal holds, one entry per record; the file is read back by later versions. */

const Detail = z.record(z.string(), Json)
const Actor = z.object({ userId: z.string(), name: z.string(), roles: z.array(Role).readonly() })

const Command = z.object({
  id: z.int(),
  uid: z.string(),
  name: z.string(),
  version: z.int(),
  args: Json,
  occurredAt: z.string(),
  actor: Actor,
  order: z.int(),
  clockOffsetMs: z.number().exactOptional(),
  dependsOn: z.array(z.string()).readonly(),
  wrote: z.array(z.string()).readonly(),
  replaces: z.string().exactOptional(),
})

export const JournalEntry = z.discriminatedUnion('kind', [
  /** Whose journal this is; said again when something in it changes. */
  z.object({
    kind: z.literal('identity'),
    journalId: z.string(),
    deviceId: z.string(),
    branchId: z.string().exactOptional(),
    /** Shown to the server when the device's key was lost together with the database. */
    recovery: z.string(),
  }),
  z.object({ kind: z.literal('command'), command: Command }),
  z.object({ kind: z.literal('accepted'), uid: z.string(), acceptedAt: z.string() }),
  z.object({
    kind: z.literal('refused'),
    uid: z.string(),
    code: z.string(),
    detail: Detail,
    rejectedAt: z.string(),
  }),
  z.object({
    kind: z.literal('decided'),
    uid: z.string(),
    state: z.enum(['resubmitted', 'dismissed']),
    reason: z.string().exactOptional(),
    decidedAt: z.string(),
  }),
  /** The next number of a lease that may stand on paper; it never goes back. */
  z.object({ kind: z.literal('serial'), leaseId: z.string(), next: z.int() }),
  /** Rights that this copy of a device has given up. */
  z.object({ kind: z.literal('forfeited'), ids: z.array(z.string()).readonly() }),
])
export type JournalEntry = z.infer<typeof JournalEntry>

/** First byte of a record: a number that a reader does not know is not a record to it. */
const PLAIN = 0
/** Around a plain record; see SealedJournal. */
export const SEALED = 1
/** As PLAIN, and never sealed: what is needed before there is a key. */
const OPEN = 2
/** A sealed record that was changed: damage to every reader, and not kept. */
export const BROKEN = 0xff

/** Whether a record shall lie on the disk sealed. */
export function isPrivate(record: Uint8Array): boolean {
  return record[0] === PLAIN
}

export function encodeEntry(entry: JournalEntry): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(entry))
  const record = new Uint8Array(text.length + 1)
  record[0] = entry.kind === 'identity' ? OPEN : PLAIN
  record.set(text, 1)
  return record
}

/** @returns undefined for what this version cannot read */
export function decodeEntry(record: Uint8Array): JournalEntry | undefined {
  if (record[0] !== PLAIN && record[0] !== OPEN) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(record.subarray(1))
    return JournalEntry.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
