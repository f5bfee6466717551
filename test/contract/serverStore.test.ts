import { afterEach, describe, expect, it } from 'vitest'
import type { EntityRow } from '#shared/model/entity'
import type { Cursor, WireCommand } from '#shared/protocol/messages'
import type { Write } from '#shared/sync/bufferedTx'
import { InvariantViolation } from '#shared/sync/invariant'
import type { ServerSnapshot, ServerStore } from '#shared/sync/serverPorts'
import {
  assertChangeIndex,
  availableEngines,
  openTestDatabase,
  type Engine,
} from '../support/database'
import { MemoryServer } from '../support/memoryServer'

interface StoreHarness {
  readonly store: ServerStore
  snapshot<T>(work: (snapshot: ServerSnapshot) => Promise<T>): Promise<T>
  /** Fails when the change index does not fit the rows. */
  checkIndex(): Promise<void>
  close(): Promise<void>
}

const CLIENT = '019f0000-0000-7000-8000-00000000c001'
const start: Cursor = { epoch: 0, seq: 0, entity: '', id: '' }

describeStore('memory server', async () => {
  const server = new MemoryServer()
  return {
    store: server,
    snapshot: (work) => work(server.snapshot()),
    checkIndex: async () => server.assertChangeIndex(),
    close: async () => undefined,
  }
})
for (const engine of availableEngines()) describeStore(engine, () => overSql(engine))

async function overSql(engine: Engine): Promise<StoreHarness> {
  const { database, close } = await openTestDatabase(engine)
  return {
    store: database.storeFor({ branches: ['516', '517'], deviceId: 'device-1', now: 1 }),
    snapshot: (work) => database.snapshot(work),
    checkIndex: () => assertChangeIndex(database),
    close,
  }
}

function describeStore(name: string, open: () => Promise<StoreHarness>): void {
  describe(`server store contract: ${name}`, () => {
    let harness: StoreHarness
    afterEach(async () => {
      await harness.checkIndex()
      await harness.close()
    })

    const flush = (writes: Write[], partitions = ['branch:516', 'branch:517']) =>
      harness.store.transaction(async (tx) => {
        await tx.lockPartitions(partitions)
        await tx.flush(writes)
      })
    const changes = (partition: string, after = start, limit = 100) =>
      harness.snapshot((snapshot) => snapshot.changesAfter(partition, after, limit))
    const seqOf = async (partition: string) =>
      (await harness.snapshot((snapshot) => snapshot.partition(partition)))?.seq

    it('[S-120] raises seq by one per touched partition and transaction, not per row', async () => {
      harness = await open()
      await flush([put(lease('a')), put(lease('b')), put(lease('z', '517'))])
      expect([await seqOf('branch:516'), await seqOf('branch:517')]).toEqual([1, 1])
      await flush([put(lease('a')), { entity: 'numberLease', id: 'never', row: null }])
      expect([await seqOf('branch:516'), await seqOf('branch:517')]).toEqual([2, 1])
      await flush([{ entity: 'numberLease', id: 'never', row: null }])
      expect(await seqOf('branch:516')).toBe(2)
    })

    it('[S-121] lists changes in (seq, entity, id) order, each row once with its last image', async () => {
      harness = await open()
      await flush([put(lease('b')), put(lease('a')), put(branch('516'))])
      await flush([put({ ...lease('a'), next: 5 } as EntityRow)])
      const found = await changes('branch:516')
      expect(found.map(({ seq, entity, id }) => [seq, entity, id])).toEqual([
        [1, 'branch', '516'],
        [1, 'numberLease', 'b'],
        [2, 'numberLease', 'a'],
      ])
      expect(found[2]!.row).toMatchObject({ next: 5 })
      const page = await changes('branch:516', start, 2)
      expect(page.map(({ id }) => id)).toEqual(['516', 'b'])
      const after = { ...start, seq: 1, entity: 'branch', id: '516' }
      expect((await changes('branch:516', after)).map(({ id }) => id)).toEqual(['b', 'a'])
      const count = await harness.snapshot((snapshot) => snapshot.countAfter('branch:516', after))
      expect(count).toBe(2)
      const end = { ...start, seq: 2, entity: '\uffff', id: '\uffff' }
      expect(await changes('branch:516', end)).toEqual([])
      expect(await harness.snapshot((s) => s.countAfter('branch:516', end))).toBe(0)
    })

    it('[S-122] a removed row leaves one tombstone, a row made again loses it', async () => {
      harness = await open()
      await flush([put(lease('a'))])
      await flush([{ entity: 'numberLease', id: 'a', row: null }])
      expect(await changes('branch:516')).toEqual([
        { seq: 2, entity: 'numberLease', id: 'a', row: null },
      ])
      await flush([put(lease('a'))])
      expect(await changes('branch:516')).toMatchObject([{ seq: 3, row: { id: 'a' } }])
    })

    it('[S-123] a row that moves is live in the new partition and a tombstone in the old', async () => {
      harness = await open()
      await flush([put(lease('a', '516'))])
      await flush([put(lease('a', '517'))])
      expect(await changes('branch:516')).toMatchObject([{ seq: 2, id: 'a', row: null }])
      expect(await changes('branch:517')).toMatchObject([{ seq: 1, row: { branchId: '517' } }])
      await flush([put(lease('a', '516'))])
      expect(await changes('branch:516')).toMatchObject([{ seq: 3, row: { branchId: '516' } }])
      expect(await changes('branch:517')).toMatchObject([{ seq: 2, row: null }])
    })

    it('[S-124] a partition that is not locked cannot be written', async () => {
      harness = await open()
      const refused = flush([put(lease('a', '517'))], ['branch:516'])
      await expect(refused).rejects.toBeInstanceOf(InvariantViolation)
      await flush([put(lease('a', '516'))])
      const moved = flush([put(lease('a', '517'))], ['branch:517'])
      await expect(moved).rejects.toBeInstanceOf(InvariantViolation)
      expect(await changes('branch:517')).toEqual([])
    })

    it('[S-125] keeps one outcome per command, finds it by id and by uid, and twins by both', async () => {
      harness = await open()
      const command = wire(1)
      await harness.store.transaction(async (tx) => {
        expect(await tx.lockClient(CLIENT)).toEqual({ lastCommandId: 0 })
        expect(await tx.findOutcomes(CLIENT, [1])).toEqual([])
        expect(await tx.findOutcomesByUid([command.uid])).toEqual([])
        const outcome = {
          commandId: 1,
          uid: command.uid,
          outcome: 'rejected' as const,
          code: 'NPWP_TAKEN',
          detail: { list: [1, 'a\u0000b', null], nested: { x: true } },
        }
        await tx.storeOutcomes(CLIENT, [{ command, outcome }])
        await tx.setLastCommandId(CLIENT, 1)
      })
      const twinClient = CLIENT.replace('c001', 'c002')
      await harness.store.transaction(async (tx) => {
        expect(await tx.lockClient(CLIENT)).toEqual({ lastCommandId: 1 })
        const unknown = crypto.randomUUID()
        const [original, ...others] = await tx.findOutcomesByUid([command.uid, unknown])
        expect(others).toEqual([])
        expect(await tx.findOutcomes(CLIENT, [1, 2])).toEqual([original])
        expect(original).toMatchObject({ commandId: 1, uid: command.uid, code: 'NPWP_TAKEN' })
        expect(original!.detail).toEqual({ list: [1, 'a\u0000b', null], nested: { x: true } })
        await tx.lockClient(twinClient)
        const outcome = { ...original!, commandId: 7 }
        const twin = { ...command, commandId: 7 }
        const next = wire(8)
        await tx.storeOutcomes(twinClient, [
          { command: twin, outcome, duplicateOf: command.uid },
          { command: next, outcome: { commandId: 8, uid: next.uid, outcome: 'accepted' } },
        ])
        await tx.setLastCommandId(twinClient, 8)
      })
      await harness.snapshot(async (snapshot) => {
        expect(await snapshot.lastCommandId(twinClient)).toBe(8)
        expect(await snapshot.lastCommandId('nobody')).toBe(0)
        expect(await snapshot.outcomes(twinClient, 0, 8)).toMatchObject([
          { commandId: 7, uid: command.uid, code: 'NPWP_TAKEN' },
          { commandId: 8, outcome: 'accepted' },
        ])
        expect(await snapshot.outcomes(CLIENT, 1, 7)).toEqual([])
      })
    })

    it('[S-126] the same uid is stored by one client only, and a throw undoes everything', async () => {
      harness = await open()
      const command = wire(1)
      const outcome = { commandId: 1, uid: command.uid, outcome: 'accepted' as const }
      const store = (clientId: string, row: EntityRow) =>
        harness.store.transaction(async (tx) => {
          await tx.lockClient(clientId)
          await tx.lockPartitions(['branch:516'])
          await tx.flush([put(row)])
          await tx.storeOutcomes(clientId, [{ command, outcome }])
          await tx.setLastCommandId(clientId, 1)
        })
      await store(CLIENT, lease('a'))
      const twin = store(CLIENT.replace('c001', 'c002'), lease('b'))
      await expect(twin).rejects.toBeInstanceOf(Error)
      expect((await changes('branch:516')).map(({ id }) => id)).toEqual(['a'])
    })
  })
}

const put = (row: EntityRow): Write => ({
  entity: 'kind' in row ? 'numberLease' : 'branch',
  id: row.id,
  row,
})

function lease(id: string, branchId = '516') {
  return { id, branchId, kind: 'PAYMENT_CODE', deviceId: 'd1', from: 0, to: 9, next: 0 }
}

function branch(id: string): EntityRow {
  return { id, branchId: id }
}

function wire(commandId: number): WireCommand {
  return {
    commandId,
    uid: crypto.randomUUID(),
    name: 'employer.register',
    version: 1,
    args: { text: 'half a pair: \ud83d, NUL: \u0000' },
    occurredAt: '2026-11-10T02:00:00Z',
    actorId: 'u-1',
  }
}
