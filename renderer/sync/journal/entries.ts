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
  z.object({ kind: z.literal('command'), command: Command }),
  z.object({ kind: z.literal('accepted'), uid: z.string(), acceptedAt: z.string() }),
  z.object({
    kind: z.literal('refused'),
    uid: z.string(),
    code: z.string(),
    detail: Detail,
    rejectedAt: z.string(),
  }),
])
export type JournalEntry = z.infer<typeof JournalEntry>

/** First byte of a record. Encryption will take the next number. */
const PLAIN = 0

export function encodeEntry(entry: JournalEntry): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(entry))
  const record = new Uint8Array(text.length + 1)
  record[0] = PLAIN
  record.set(text, 1)
  return record
}

/** @returns undefined for what this version cannot read */
export function decodeEntry(record: Uint8Array): JournalEntry | undefined {
  if (record[0] !== PLAIN) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(record.subarray(1))
    return JournalEntry.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
