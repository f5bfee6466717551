import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntityRow } from '#shared/model/entity'
import { localTransaction } from '../../../renderer/store/clientTx'
import { totalDeltas, type Total } from '../../../renderer/store/totals'
import { openTestStore } from '../../support/deviceStore'

const row = fc.oneof(
  fc.record({ entity: fc.constant('employer'), id: fc.constantFrom('a', 'b') }),
  fc.record({
    entity: fc.constant('membership'),
    id: fc.constantFrom('a', 'b'),
    status: fc.constantFrom('ACTIVE', 'ENDED'),
  }),
  fc.record({
    entity: fc.constant('bill'),
    id: fc.constantFrom('a', 'b', 'c'),
    status: fc.constantFrom('FINALIZED', 'CODE_ISSUED', 'PAID', 'CANCELLED'),
    period: fc.constantFrom('2026-01', '2026-02'),
    effectiveDueDate: fc.constantFrom('2026-02-16', '2026-03-16'),
    total: fc.nat(1000),
    paidPrincipal: fc.nat(100),
  }),
  fc.record({
    entity: fc.constant('paymentCode'),
    id: fc.constantFrom('a', 'b'),
    status: fc.constantFrom('ACTIVE', 'PAID'),
    validUntil: fc.constantFrom('2026-02-28', '2026-03-31'),
    amount: fc.nat(1000),
  }),
)
const step = fc.array(fc.tuple(row, fc.boolean()), { minLength: 1, maxLength: 6 })

describe('kept totals', () => {
  it('[S-24] equal a full recount after any sequence of writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        const store = await openTestStore()
        for (const writes of steps) {
          await localTransaction(store, async (tx) =>
            tx.apply({
              rows: writes.map(([{ entity, ...fields }, kept]) => ({
                entity,
                id: fields.id,
                row: kept ? ({ branchId: '516', ...fields } as EntityRow) : null,
              })),
              shadow: { put: [], remove: [] },
              outbox: { put: [], remove: [] },
              archive: [],
              rejections: [],
              meta: await tx.meta(),
            }),
          )
        }
        const changes = []
        for (const entity of ['employer', 'membership', 'bill', 'paymentCode']) {
          for (const after of await store.rows(entity).toArray()) {
            changes.push({ entity, before: undefined, after })
          }
        }
        const byKey = (a: Total, b: Total) => (a.key < b.key ? -1 : 1)
        const kept = (await store.totals.toArray()).sort(byKey)
        store.db.close()
        expect(kept).toEqual(totalDeltas(changes).sort(byKey))
      }),
      { numRuns: 60 },
    )
  })
})
