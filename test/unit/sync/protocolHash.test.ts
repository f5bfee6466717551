import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import * as messages from '#shared/protocol/messages'
import { PROTOCOL_VERSION } from '#shared/protocol/version'

/**
 * Hash of all wire schemas per version. After a change of a schema: raise PROTOCOL_VERSION, say in
 * its history what changed, add the new hash here. Old lines stay: a version means one format.
 */
const hashes: Readonly<Record<number, string>> = {
  1: '4afec421555b44e0b09117fe878b848eb11364317ad75999288c474968effdf8',
  2: '09472329de321518fd8d60ee76075342a6651e4d19d1e54fd082e653576653fd',
}

test('[S-201] the wire format does not change without a new protocol version', () => {
  expect(hashOfSchemas()).toBe(hashes[PROTOCOL_VERSION])
})

test('[S-201] every protocol version has a line in the history', () => {
  const source = readFileSync(
    new URL('../../../shared/protocol/version.ts', import.meta.url),
    'utf8',
  )
  const told = [...source.matchAll(/^ \* (\d+) — \S/gm)].map(([, version]) => Number(version))
  const all = Array.from({ length: PROTOCOL_VERSION }, (_, n) => n + 1)
  expect(told.sort((a, b) => a - b)).toEqual(all)
  expect(Object.keys(hashes).map(Number)).toEqual(all)
})

test('the hash sees a change inside a schema', () => {
  const changed = messages.Cursor.extend({ added: z.string().optional() })
  expect(JSON.stringify(describe(changed))).not.toBe(JSON.stringify(describe(messages.Cursor)))
})

function hashOfSchemas(): string {
  const schemas = Object.entries(messages)
    .filter(([, value]) => value instanceof z.ZodType)
    .map(([name, value]) => [name, describe(value as z.ZodType)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const limits = [messages.PUSH_MAX_COMMANDS, messages.PUSH_MAX_BYTES]
  return createHash('sha256').update(JSON.stringify({ schemas, limits })).digest('hex')
}

function describe(schema: z.ZodType): unknown {
  return sorted(z.toJSONSchema(schema))
}

/** The order of keys is no part of the format. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]))
}
