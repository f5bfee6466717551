import { registry } from '#shared/commands/registry'
import { RuleViolation } from '#shared/commands/ruleCodes'
import type { RawReader } from '#shared/commands/tx'
import { encodeKey, indexKeysOf, type EntityRow, type IndexKey } from '#shared/model/entity'
import { entities } from '#shared/model/entities'
import { BufferedTx, type Schema, type Write } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { isSameJson } from '#shared/sync/sameJson'
import { UniqueClash } from '#shared/sync/serverPorts'
import { story, storyEnvironment, storyRows } from '../support/commandStory'

/** One transaction of a storage: what handlers read, and how their writes go in. */
export interface ContractTx extends RawReader {
  write(writes: readonly Write[]): Promise<void>
}

/** An empty storage of the declared entities; needs no test framework, so it runs anywhere. */
export interface TxHarness {
  /** Runs `work` in one read-write transaction; a throw leaves no trace. */
  run<T>(work: (tx: ContractTx) => Promise<T>): Promise<T>
  /** Whether unique indexes are the storage's own (server) or left to the handlers (device). */
  readonly enforcesUnique: boolean
}

export interface TxCase {
  readonly title: string
  run(harness: TxHarness): Promise<void>
}

/** What every storage under handlers must do alike. */
export const txCases: readonly TxCase[] = [
  {
    title: 'get finds what was put, nothing else, and exactly as it was',
    async run(harness) {
      const row = { ...lease('a'), text: 'Ñandú — \u0000 ✓ 😀', big: 9_007_199_254_740_991 }
      await write(harness, [put('numberLease', row)])
      same(await get(harness, 'numberLease', 'a'), row)
      same(await get(harness, 'numberLease', 'b'), undefined)
      same(await get(harness, 'employer', 'a'), undefined)
    },
  },
  {
    title: 'put replaces the whole row, also in its indexes',
    async run(harness) {
      await write(harness, [put('numberLease', lease('a', 'd1', { extra: 1 }))])
      await write(harness, [put('numberLease', lease('a', 'd2'))])
      same(await get(harness, 'numberLease', 'a'), lease('a', 'd2'))
      same(await list(harness, 'numberLease', 'deviceId', ['d1']), [])
      same(await list(harness, 'numberLease', 'deviceId', ['d2']), [lease('a', 'd2')])
    },
  },
  {
    title: 'remove takes the row and its index entries; removing nothing is nothing',
    async run(harness) {
      await write(harness, [put('numberLease', lease('a')), put('paymentCode', code('c', ['b1']))])
      await write(harness, [
        remove('numberLease', 'a'),
        remove('paymentCode', 'c'),
        remove('numberLease', 'never'),
      ])
      same(await get(harness, 'numberLease', 'a'), undefined)
      same(await list(harness, 'numberLease', 'deviceId', ['d1']), [])
      same(await list(harness, 'paymentCode', 'billIds', ['b1']), [])
    },
  },
  {
    title: 'list gives the rows of exactly this key, sorted by id',
    async run(harness) {
      const ids = ['b', 'a0', 'Z', 'a', '10', '9', 'a:1', 'a#1']
      await write(harness, [
        ...ids.map((id) => put('numberLease', lease(id, 'd1'))),
        put('numberLease', lease('other', 'd10')),
        put('numberLease', lease('case', 'D1')),
      ])
      const found = await list(harness, 'numberLease', 'deviceId', ['d1'])
      same(
        found.map((row) => row.id),
        [...ids].sort((a, b) => (a < b ? -1 : 1)),
      )
    },
  },
  {
    title: 'a row without the indexed field is in no list',
    async run(harness) {
      const { taxKey: _none, ...untaxed } = employer('e1', 'k1')
      await write(harness, [put('employer', untaxed), put('employer', employer('e2', 'k2'))])
      same(await list(harness, 'employer', 'taxKey', ['k1']), [])
      same(await list(harness, 'employer', 'taxKey', ['undefined']), [])
      same(await list(harness, 'employer', 'taxKey', ['']), [])
    },
  },
  {
    title: 'a multi-entry index finds the row under each element, once',
    async run(harness) {
      const both = code('c1', ['b1', 'b2', 'b1'])
      await write(harness, [put('paymentCode', both), put('paymentCode', code('c2', ['b2']))])
      same(ids(await list(harness, 'paymentCode', 'billIds', ['b1'])), ['c1'])
      same(ids(await list(harness, 'paymentCode', 'billIds', ['b2'])), ['c1', 'c2'])
      await write(harness, [put('paymentCode', code('c1', ['b3']))])
      same(ids(await list(harness, 'paymentCode', 'billIds', ['b2'])), ['c2'])
      same(ids(await list(harness, 'paymentCode', 'billIds', ['b3'])), ['c1'])
    },
  },
  {
    title: 'a handler reads its own writes before they are stored',
    async run(harness) {
      await write(harness, [
        put('numberLease', lease('a', 'd1')),
        put('numberLease', lease('b', 'd1')),
      ])
      await harness.run(async (below) => {
        const tx = new BufferedTx(below, entities as Schema)
        await tx.put('numberLease', lease('c', 'd1'))
        await tx.put('numberLease', lease('a', 'd2'))
        await tx.remove('numberLease', 'b')
        same(ids(await tx.list('numberLease', 'deviceId', ['d1'])), ['c'])
        same(await tx.get('numberLease', 'b'), undefined)
        same(await below.get('numberLease', 'b'), lease('b', 'd1'))
      })
      same(ids(await list(harness, 'numberLease', 'deviceId', ['d1'])), ['a', 'b'])
    },
  },
  {
    title: 'what is written is read in the same transaction',
    async run(harness) {
      await harness.run(async (tx) => {
        await tx.write([put('numberLease', lease('a', 'd7'))])
        same(ids(await tx.list('numberLease', 'deviceId', ['d7'])), ['a'])
        same(await tx.get('numberLease', 'a'), lease('a', 'd7'))
      })
    },
  },
  {
    title: 'a throw leaves no trace',
    async run(harness) {
      await write(harness, [put('numberLease', lease('a', 'd1'))])
      const thrown = await harness
        .run(async (tx) => {
          await tx.write([put('numberLease', lease('a', 'd2')), put('numberLease', lease('b'))])
          throw new Error('stop')
        })
        .catch((error: unknown) => error)
      same(thrown instanceof Error && thrown.message, 'stop')
      same(await get(harness, 'numberLease', 'a'), lease('a', 'd1'))
      same(await get(harness, 'numberLease', 'b'), undefined)
    },
  },
  {
    title: 'the same row twice in one write counts once, with its last image',
    async run(harness) {
      await write(harness, [
        put('numberLease', lease('a', 'd1')),
        put('numberLease', lease('a', 'd2')),
      ])
      same(await list(harness, 'numberLease', 'deviceId', ['d1']), [])
      same(ids(await list(harness, 'numberLease', 'deviceId', ['d2'])), ['a'])
    },
  },
  {
    title: 'a unique key may pass from one row to another in one write',
    async run(harness) {
      await write(harness, [
        put('employer', employer('e1', 'k1')),
        put('paymentCode', code('c1', ['b1'], ['b1'])),
      ])
      const { taxKey: _given, ...freed } = employer('e1', 'k1')
      await write(harness, [
        put('employer', employer('e2', 'k1')),
        put('employer', freed),
        put('paymentCode', code('c2', ['b1'], ['b1'])),
        put('paymentCode', code('c1', ['b1'])),
      ])
      same(ids(await list(harness, 'employer', 'taxKey', ['k1'])), ['e2'])
      same(ids(await list(harness, 'paymentCode', 'liveBillIds', ['b1'])), ['c2'])
    },
  },
  {
    title: 'a unique index of the server refuses with the declared code and writes nothing',
    async run(harness) {
      if (!harness.enforcesUnique) return
      await write(harness, [
        put('employer', employer('e1', 'k1')),
        put('paymentCode', code('c1', ['b1', 'b2'], ['b1', 'b2'])),
      ])
      same(await clash(harness, [put('employer', employer('e2', 'k1'))]), 'NPWP_TAKEN')
      const twin = put('paymentCode', code('c2', ['b2'], ['b2']))
      same(await clash(harness, [put('numberLease', lease('a')), twin]), 'HAS_LIVE_CODE')
      same(await get(harness, 'numberLease', 'a'), undefined)
      same(await get(harness, 'employer', 'e2'), undefined)
      // A refused write must not spoil the rest of the transaction.
      await harness.run(async (tx) => {
        const error = await tx
          .write([put('employer', employer('e3', 'k1'))])
          .catch((e: unknown) => e)
        same(error instanceof UniqueClash, true)
        await tx.write([put('employer', employer('e3', 'k3'))])
      })
      same(ids(await list(harness, 'employer', 'taxKey', ['k3'])), ['e3'])
    },
  },
  {
    title: 'an undeclared index is a bug, not an empty answer',
    async run(harness) {
      const answer = await list(harness, 'employer', 'nothing', ['x']).catch((e: unknown) => e)
      same(answer instanceof Error, true)
    },
  },
  {
    title: '[I16] every command makes the same writes from the same rows, arguments and context',
    async run(harness) {
      const reference = new ReferenceRows()
      const used = new Set<string>()
      await write(harness, [...storyRows])
      reference.apply(storyRows)
      for (const tell of story) {
        const expected = await outcome(reference, tell)
        const actual = await harness.run(async (tx) => {
          const result = await outcome(tx, tell)
          await tx.write(result.writes)
          return result
        })
        same(actual, expected, expected.name)
        same(expected.refusal, expected.refused, expected.name)
        reference.apply(expected.writes)
        used.add(expected.name)
      }
      same(
        [...registry.keys()].filter((name) => !used.has(name)),
        [],
        'commands without a sample',
      )
    },
  },
]

async function outcome(reader: RawReader, tell: (typeof story)[number]) {
  const { refused, ...call } = await tell(reader)
  try {
    const buffer = await runCommand(reader, call, { ...storyEnvironment, registry })
    return { name: call.name, args: call.args, refused, refusal: undefined, writes: buffer.writes }
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error
    return { name: call.name, args: call.args, refused, refusal: error.code, writes: [] }
  }
}

/** The plainest storage there is, as the yardstick. */
class ReferenceRows implements RawReader {
  readonly #rows = new Map<string, Write>()

  apply(writes: readonly Write[]): void {
    for (const write of writes) this.#rows.set(`${write.entity}/${write.id}`, write)
  }

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    return this.#rows.get(`${entity}/${id}`)?.row ?? undefined
  }

  async list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    const definition = (entities as Schema)[entity]!.indexes[index]!
    return [...this.#rows.values()]
      .flatMap((write) => (write.entity === entity && write.row ? [write.row] : []))
      .filter((row) => indexKeysOf(definition, row).includes(encodeKey(key)))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}

const put = (entity: string, row: EntityRow): Write => ({ entity, id: row.id, row })
const remove = (entity: string, id: string): Write => ({ entity, id, row: null })
const write = (harness: TxHarness, writes: Write[]) => harness.run((tx) => tx.write(writes))
const get = (harness: TxHarness, entity: string, id: string) =>
  harness.run((tx) => tx.get(entity, id))
const list = (harness: TxHarness, entity: string, index: string, key: IndexKey) =>
  harness.run((tx) => tx.list(entity, index, key))
const ids = (rows: readonly EntityRow[]) => rows.map(({ id }) => id)

async function clash(harness: TxHarness, writes: Write[]): Promise<string> {
  const error = await write(harness, writes).catch((caught: unknown) => caught)
  return error instanceof UniqueClash ? error.code : `no clash: ${String(error)}`
}

function lease(id: string, deviceId = 'd1', more: Readonly<Record<string, number>> = {}) {
  return { id, branchId: '516', kind: 'PAYMENT_CODE', deviceId, from: 0, to: 9, next: 0, ...more }
}

function employer(id: string, taxKey: string) {
  return { id, branchId: '516', legalName: 'PT Contoh', taxKey }
}

function code(id: string, billIds: string[], liveBillIds?: string[]) {
  const live = liveBillIds ? { liveBillIds } : {}
  return { id, branchId: '516', code: `code-${id}`, employerId: 'e1', billIds, ...live }
}

function same(actual: unknown, expected: unknown, what = ''): void {
  if (isSameJson(actual, expected)) return
  throw new Error(
    `${what} expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`.trim(),
  )
}
