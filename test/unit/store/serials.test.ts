import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bill } from '#shared/model/bill'
import { parsePaymentCode } from '#shared/domain/codes/paymentCode'
import { rateTables } from '#shared/reference/tables'
import { quoteCode } from '#shared/commands/codes/quote'
import { localTransaction } from '../../../renderer/store/clientTx'
import type { Store } from '../../../renderer/store/database'
import { findCode, isConfirmed } from '../../../renderer/store/queries/codes'
import { outboxSummary } from '../../../renderer/store/queries/outbox'
import { serialStock, takeSerial } from '../../../renderer/store/serials'
import { issueCodeWithLease } from '../../../renderer/sync/issueCodeWithLease'
import { newId } from '../../../renderer/sync/newId'
import {
  openTestStore,
  testDeviceId,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'

let store: Store
let runtime: TestRuntime

const amounts = (total: number) => ({ employer: total, worker: 0, total })
const bill: Bill = {
  id: 'e1:2026-06:MONTHLY',
  branchId: '516',
  employerId: 'e1',
  segment: 'PU',
  period: '2026-06',
  kind: 'MONTHLY',
  status: 'FINALIZED',
  liveKey: 'e1:2026-06:MONTHLY',
  riskLevel: 1,
  programmes: ['JKK'],
  workerCount: 1,
  wageTotal: 5_000_000,
  byProgramme: { JKK: amounts(12_000) },
  employerTotal: 12_000,
  workerTotal: 0,
  total: 12_000,
  nominalDueDate: '2026-07-15',
  effectiveDueDate: '2026-07-15',
  ruleIds: [],
  finalised: { userId: 'user-1', name: 'Petugas Contoh', at: '2026-07-01T00:00:00.000Z' },
  paidPrincipal: 0,
  finePaid: 0,
}

function put(entity: string, row: { id: string; branchId: string }): Promise<void> {
  return localTransaction(store, async (tx) =>
    tx.apply({
      rows: [{ entity, id: row.id, row }],
      shadow: { put: [], remove: [] },
      outbox: { put: [], remove: [] },
      archive: [],
      rejections: [],
      meta: await tx.meta(),
    }),
  )
}

const lease = (id: string, from: number, to: number, next = from, deviceId = testDeviceId) => ({
  id,
  branchId: '516',
  kind: 'PAYMENT_CODE',
  deviceId,
  from,
  to,
  next,
  leasedAt: '2026-07-01T00:00:00.000Z',
})

const take = () => localTransaction(store, (tx) => takeSerial(tx, testDeviceId))

beforeEach(async () => {
  store = await openTestStore()
  runtime = testRuntime(store)
})

describe('serials of payment codes', () => {
  it('[C-21] uses up one block after the other, only this device’s own', async () => {
    await put('numberLease', lease('l0', 1, 9, 1, 'another-device'))
    await put('numberLease', lease('l1', 10, 11))
    await put('numberLease', lease('l2', 50, 50))
    expect([await take(), await take(), await take()]).toEqual([
      { leaseId: 'l1', serial: 10 },
      { leaseId: 'l1', serial: 11 },
      { leaseId: 'l2', serial: 50 },
    ])
    await expect(take()).rejects.toMatchObject({ code: 'CODE_NOT_LEASED' })
    expect(await serialStock(testDeviceId, store)).toEqual({ left: 0, burnt: 3 })
  })

  it('[C-22] never gives a number twice, also when the server has put the lease back', async () => {
    await put('numberLease', lease('l1', 10, 20))
    expect((await take()).serial).toBe(10)
    // A refused code: the pull undoes what the command did to the lease.
    await put('numberLease', lease('l1', 10, 20, 10))
    expect((await take()).serial).toBe(11)
    // The server knows more than this device, e.g. after its storage was lost.
    await put('numberLease', lease('l1', 10, 20, 15))
    expect((await take()).serial).toBe(15)
  })

  it('[C-22] gives different numbers to two windows at once', async () => {
    await put('numberLease', lease('l1', 10, 20))
    const serials = await Promise.all([take(), take(), take(), take()])
    expect(new Set(serials.map(({ serial }) => serial)).size).toBe(4)
  })

  const request = () => {
    const { principal, fine, amount, validUntil } = quoteCode(rateTables, [bill], '2026-07-10')
    return {
      employerId: 'e1',
      segment: 'PU' as const,
      billIds: [bill.id],
      expected: { principal, fine, amount, validUntil },
    }
  }

  it('[C-23] number and command are one step: a code, provisional, with this lease’s number', async () => {
    await put('bill', bill)
    const leaseId = newId()
    await put('numberLease', lease(leaseId, 123, 130))
    const result = await issueCodeWithLease(request(), { reachable: true }, runtime)
    expect(result.ok).toBe(true)
    const code = await findCode(result.codeId, store)
    expect(parsePaymentCode(code!.code)).toMatchObject({ branch: '516', serial: '0000123' })
    expect(code).toMatchObject({ status: 'ACTIVE', leaseId, amount: 12_000 })
    expect(await isConfirmed('paymentCode', result.codeId, store)).toBe(false)
    expect((await serialStock(testDeviceId, store)).left).toBe(7)
  })

  it('[C-23] a code refused on the spot uses no number and leaves nothing', async () => {
    await put('bill', { ...bill, status: 'PAID' } as Bill)
    await put('numberLease', lease(newId(), 123, 130))
    const result = await issueCodeWithLease(request(), { reachable: true }, runtime)
    expect(!result.ok && result.violation.code).toBe('BILL_PAID')
    expect((await serialStock(testDeviceId, store)).left).toBe(8)
    expect((await outboxSummary(store)).count).toBe(0)
  })

  it('[C-21] without a number the reason is told', async () => {
    await put('bill', bill)
    const result = await issueCodeWithLease(request(), { reachable: true }, runtime)
    expect(!result.ok && result.violation.code).toBe('CODE_NOT_LEASED')
  })
})
