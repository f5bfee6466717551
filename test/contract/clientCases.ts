import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { registry } from '#shared/commands/registry'
import { RuleViolation } from '#shared/commands/ruleCodes'
import type { EntityRow } from '#shared/model/entity'
import { entities } from '#shared/model/entities'
import type { Outcome, PullPage } from '#shared/protocol/messages'
import type { ClientTransaction, LocalChanges, PendingCommand } from '#shared/sync/clientPorts'
import { mutate } from '#shared/sync/mutate'
import { applyPull, stampOf } from '#shared/sync/rebase'
import type { CommandCall, RunEnvironment } from '#shared/sync/runCommand'
import { isSameJson } from '#shared/sync/sameJson'
import { testActor, testProfile } from '../support/testEmployer'

/** An empty device database; needs no test framework, so it runs in a browser too. */
export interface ClientHarness {
  /** Runs `work` in one read-write transaction; a throw leaves no trace. */
  run<T>(work: (tx: ClientTransaction) => Promise<T>): Promise<T>
}

export interface ClientCase {
  readonly title: string
  run(harness: ClientHarness): Promise<void>
}

const env: RunEnvironment = {
  schema: entities,
  registry,
  branchId: '516',
  deviceId: 'device-1',
  where: 'client',
}
const BRANCH = 'branch:516'
const NOW = '2026-07-10T02:00:00.000Z'

/** What every storage under the client cores must do alike. */
export const clientCases: readonly ClientCase[] = [
  {
    title: 'starts with a position of nothing and no work',
    async run({ run }) {
      await run(async (tx) => {
        const meta = await tx.meta()
        same({ nextId: meta.nextId, last: meta.lastCommandId }, { nextId: 1, last: 0 })
        same([meta.cursors, meta.partitions], [{}, []])
        same(await tx.outbox(), [])
        same(await tx.allShadow(), [])
        same(await tx.rowsOf(BRANCH), [])
      })
    },
  },
  {
    title: 'apply stores rows, images, work and position together and gives them back',
    async run({ run }) {
      const shadow = { entity: 'employer', id: 'e1', row: null }
      await run(async (tx) =>
        tx.apply({
          ...(await nothing(tx)),
          rows: [write(employer('e1')), write({ ...employer('r1'), branchId: 'ref' })],
          shadow: { put: [shadow], remove: [] },
          outbox: { put: [pending(10), pending(9), pending(2)], remove: [] },
        }),
      )
      await run(async (tx) => {
        same(await tx.get('employer', 'e1'), employer('e1'))
        same(await tx.findShadow('employer', 'e1'), shadow)
        same(await tx.findShadow('employer', 'r1'), undefined)
        same(
          (await tx.outbox()).map(({ id }) => id),
          [2, 9, 10],
        )
        same(await tx.rowsOf(BRANCH), [{ entity: 'employer', id: 'e1' }])
        same(await tx.rowsOf('ref'), [{ entity: 'employer', id: 'r1' }])
        await tx.apply({
          ...(await nothing(tx)),
          rows: [{ entity: 'employer', id: 'e1', row: null }],
          shadow: { put: [], remove: [{ entity: 'employer', id: 'e1' }] },
          outbox: { put: [], remove: [9] },
          meta: { ...(await tx.meta()), nextId: 11 },
        })
      })
      await run(async (tx) => {
        same(await tx.get('employer', 'e1'), undefined)
        same(await tx.allShadow(), [])
        same(await tx.outbox(), [pending(2), pending(10)])
        same((await tx.meta()).nextId, 11)
      })
    },
  },
  {
    title:
      'a transaction sees what it has done to the outbox, in order, and an undone one leaves it',
    async run({ run }) {
      const put = (ids: number[]) => ({ put: ids.map(pending), remove: [] })
      await run(async (tx) => tx.apply({ ...(await nothing(tx)), outbox: put([3]) }))
      await run(async (tx) => {
        same(await tx.outbox(), [pending(3)])
        await tx.apply({ ...(await nothing(tx)), outbox: put([5, 4]) })
        same(await tx.outbox(), [pending(3), pending(4), pending(5)])
        const predicted = { code: 'NPWP_TAKEN', detail: {} }
        const changed = { ...pending(4), predicted }
        await tx.apply({ ...(await nothing(tx)), outbox: { put: [changed], remove: [3] } })
        same(await tx.outbox(), [changed, pending(5)])
        throw new Error('undo')
      }).catch(() => undefined)
      same(await run((tx) => tx.outbox()), [pending(3)])
    },
  },
  {
    title: 'a pending command comes back exactly as it was put, with nothing added',
    async run({ run }) {
      const command: PendingCommand = {
        ...pending(1),
        predicted: { code: 'NPWP_TAKEN', detail: { legalName: 'PT Contoh', deep: [1, null, {}] } },
        replaces: 'uid-0',
      }
      await run(async (tx) =>
        tx.apply({ ...(await nothing(tx)), outbox: { put: [command], remove: [] } }),
      )
      const [read] = await run((tx) => tx.outbox())
      same(Object.keys(read!).sort(), Object.keys(command).sort())
      same(read, command)
    },
  },
  {
    title: 'a throw after apply leaves no trace at all',
    async run({ run }) {
      const thrown = await run(async (tx) => {
        await tx.apply({
          ...(await nothing(tx)),
          rows: [write(employer('e1'))],
          shadow: { put: [{ entity: 'employer', id: 'e1', row: null }], remove: [] },
          outbox: { put: [pending(1)], remove: [] },
          meta: { ...(await tx.meta()), nextId: 7 },
        })
        throw new Error('crash')
      }).catch((error: unknown) => error)
      same(thrown instanceof Error && thrown.message, 'crash')
      await run(async (tx) => {
        same(await tx.get('employer', 'e1'), undefined)
        same([await tx.outbox(), await tx.allShadow()], [[], []])
        same((await tx.meta()).nextId, 1)
      })
    },
  },
  {
    title: 'transactions of two windows come one after the other',
    async run({ run }) {
      await Promise.all(
        Array.from({ length: 12 }, () =>
          run(async (tx) => {
            const meta = await tx.meta()
            await tx.get('employer', 'e1')
            await tx.apply({ ...(await nothing(tx)), meta: { ...meta, nextId: meta.nextId + 1 } })
          }),
        ),
      )
      same((await run((tx) => tx.meta())).nextId, 13)
    },
  },
  {
    title: '[S-10] mutate writes row, image and work; a refusal writes nothing',
    async run({ run }) {
      const first = await run((tx) => mutate(tx, register(1), env))
      same(first.id, 1)
      const refusal = await run((tx) => mutate(tx, register(2, 1), env)).catch((e: unknown) => e)
      same(refusal instanceof RuleViolation && refusal.code, 'NPWP_TAKEN')
      await run(async (tx) => {
        same((await tx.outbox()).length, 1)
        same((await tx.meta()).nextId, 2)
        same(await tx.findShadow('employer', uuid(1)), {
          entity: 'employer',
          id: uuid(1),
          row: null,
        })
      })
    },
  },
  {
    title: '[S-11] the transaction outlives thousands of steps that touch no table',
    async run({ run }) {
      await run(async (tx) => {
        await tx.get('employer', 'e1')
        for (let n = 0; n < 5_000; n += 1) await Promise.resolve()
        await tx.apply({ ...(await nothing(tx)), rows: [write(employer('e1'))] })
        for (let n = 0; n < 5_000; n += 1) await Promise.resolve()
        same(await tx.get('employer', 'e2'), undefined)
      })
      same(await run((tx) => tx.get('employer', 'e1')), employer('e1'))
    },
  },
  {
    title:
      '[S-12] a pull with 500 pending commands: 300 accepted, 1 refused, 199 stay, in one step',
    async run({ run }) {
      for (let n = 1; n <= 500; n += 1) await run((tx) => mutate(tx, register(n), env))
      const meta = await run((tx) => tx.meta())
      const outbox = await run((tx) => tx.outbox())
      const acks: Outcome[] = outbox.slice(0, 301).map(({ id, uid }) => ({
        commandId: id,
        uid,
        ...(id === 301
          ? { outcome: 'rejected' as const, code: 'NPWP_TAKEN' }
          : { outcome: 'accepted' as const }),
      }))
      const rows = await run((tx) =>
        Promise.all(acks.slice(0, 300).map((_, place) => tx.get('employer', uuid(place + 1)))),
      )
      const page: PullPage = {
        incarnation: 'i1',
        partitions: [BRANCH],
        reset: [BRANCH],
        patch: rows.map((row) => ({ op: 'put', entity: 'employer', row: { ...row! } })),
        cursors: { [BRANCH]: { epoch: 0, seq: 300, entity: '', id: '' } },
        more: false,
        remaining: 0,
        lastCommandId: 301,
        acks,
      }
      const result = await run((tx) => applyPull(tx, stampOf(meta), [page], env, NOW))
      if (result.kind !== 'applied') throw new Error(result.kind)
      same(result.accepted.length, 300)
      same(
        result.refused.map(({ code }) => code),
        ['NPWP_TAKEN'],
      )
      same(result.rowsChanged, 1)
      await run(async (tx) => {
        same((await tx.outbox()).length, 199)
        same((await tx.allShadow()).length, 199)
        same((await tx.rowsOf(BRANCH)).length, 499)
        same(await tx.get('employer', uuid(301)), undefined)
        same((await tx.get('employer', uuid(500)))?.id, uuid(500))
        same((await tx.meta()).lastCommandId, 301)
      })
      // The same pages again: another window was faster.
      const again = await run((tx) => applyPull(tx, stampOf(meta), [page], env, NOW))
      same(again, { kind: 'stale' })
    },
  },
  {
    title: '[S-13] a first pull of 5,000 rows, then the loss of the branch',
    async run({ run }) {
      const meta = await run((tx) => tx.meta())
      const ids = Array.from({ length: 5_000 }, (_, n) => `m${String(n).padStart(5, '0')}`)
      const page = (rows: string[], partitions: string[], seq: number): PullPage => ({
        incarnation: 'i1',
        partitions,
        reset: [],
        patch: rows.map((id) => ({
          op: 'put',
          entity: 'membership',
          row: { id, branchId: '516', employerId: 'e1', fullName: 'Pekerja', status: 'ACTIVE' },
        })),
        cursors: { [BRANCH]: { epoch: 0, seq, entity: '', id: '' } },
        more: false,
        remaining: 0,
        lastCommandId: 0,
        acks: [],
      })
      await run((tx) => applyPull(tx, stampOf(meta), [page(ids, [BRANCH], 1)], env, NOW))
      same((await run((tx) => tx.rowsOf(BRANCH))).length, 5_000)
      const held = await run((tx) => tx.meta())
      await run((tx) => applyPull(tx, stampOf(held), [page([], ['ref'], 2)], env, NOW))
      same(await run((tx) => tx.rowsOf(BRANCH)), [])
    },
  },
]

async function nothing(tx: ClientTransaction): Promise<LocalChanges> {
  return {
    rows: [],
    shadow: { put: [], remove: [] },
    outbox: { put: [], remove: [] },
    archive: [],
    rejections: [],
    meta: await tx.meta(),
  }
}

const write = (row: EntityRow) => ({ entity: 'employer', id: row.id, row })

const employer = (id: string) => ({ id, branchId: '516', legalName: `PT Contoh ${id}` })

function pending(id: number): PendingCommand {
  return {
    id,
    uid: uuid(id),
    name: 'employer.register',
    version: 1,
    args: { text: 'Ñandú 😀', n: 1 },
    occurredAt: NOW,
    actor: testActor,
    order: id,
    dependsOn: [],
    wrote: [],
  }
}

/** Registers employer number n; its NPWP is that of another one when given. */
function register(n: number, npwpOf = n): CommandCall {
  const args = registerEmployer.args.parse({
    employerId: uuid(n),
    profile: testProfile({
      legalName: `PT Contoh ${n}`,
      npwp: String(npwpOf).padStart(16, '0'),
    }),
    acceptedFindings: [],
  })
  return {
    uid: `0190a000-0000-7000-9000-${String(n).padStart(12, '0')}`,
    name: registerEmployer.name,
    version: registerEmployer.version,
    args: JSON.parse(JSON.stringify(args)),
    occurredAt: NOW,
    actor: testActor,
  }
}

const uuid = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

function same(actual: unknown, expected: unknown): void {
  if (isSameJson(actual, expected)) return
  throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
}
