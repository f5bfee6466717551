import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, type AllocationBill, type Receipt } from '#shared/domain/billing/allocation'
import {
  allocatePayments,
  paymentDifference,
  splitByProgramme,
} from '#shared/domain/billing/allocatePayments'
import { termDueDates } from '#shared/domain/billing/dueDate'
import { addDays } from '#shared/domain/calendar/localDate'
import { addMonths } from '#shared/domain/calendar/period'
import { rateTables } from '#shared/reference/tables'

const asOf = '2026-12-31'
const bill = (period: string, principal: number, finalisedOn?: string): AllocationBill => ({
  id: period,
  period,
  principal,
  finalisedOn,
})
const money = (
  id: string,
  valueDate: string,
  amount: number,
  more: Partial<Receipt> = {},
): Receipt => ({
  id,
  valueDate,
  sequence: 0,
  amount,
  ...more,
})
/** A fine that grows by one rupiah a day, to see on which day it froze. */
const daily = (_: AllocationBill, state: { asOf: string }) => Number(state.asOf.slice(8)) * 10

const bills = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 6 }).chain((months) =>
  fc.tuple(
    ...months.map((month) =>
      fc
        .record({
          principal: fc.integer({ min: 0, max: 3_000 }),
          finalisedOn: fc.option(
            fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-01-01', n)),
            { nil: undefined },
          ),
        })
        .map(({ principal, finalisedOn }) =>
          bill(addMonths('2026-01', month), principal, finalisedOn),
        ),
    ),
  ),
)
const receipts = fc
  .array(
    fc.record({ day: fc.integer({ min: 0, max: 50 }), amount: fc.integer({ min: 0, max: 4_000 }) }),
    { maxLength: 8 },
  )
  .map((list) =>
    list.map(({ day, amount }, i) =>
      money(`r${i}`, addDays('2026-01-10', day), amount, { sequence: i }),
    ),
  )

describe('[G-2] no rupiah is lost, made, or used twice', () => {
  test('everything received is principal, fine or credit, to the rupiah and to the receipt', () => {
    fc.assert(
      fc.property(bills, receipts, (b, r) => {
        const result = allocate({ bills: b, receipts: r, asOf, fineOf: daily })
        const received = r.reduce((sum, one) => sum + one.amount, 0)
        const used = result.bills.reduce((sum, one) => sum + one.principalPaid + one.finePaid, 0)
        expect(used + result.creditBalance).toBe(received)
        for (const one of result.bills) {
          expect(one.principalPaid).toBeLessThanOrEqual(one.principal)
          expect(one.finePaid).toBeLessThanOrEqual(one.fine)
          expect(one.instalments.reduce((sum, part) => sum + part.amount, 0)).toBe(
            one.principalPaid,
          )
          expect(one.status === 'PAID').toBe(one.principalPaid === one.principal)
        }
        for (const { id, amount } of r) {
          const of = (list: ReadonlyArray<{ receiptId: string; amount: number }>) =>
            list
              .filter((entry) => entry.receiptId === id)
              .reduce((sum, entry) => sum + entry.amount, 0)
          expect(of(result.entries) + of(result.creditByReceipt)).toBe(amount)
        }
        const traced = result.trace.reduce((sum, step) => sum + (step.amount ?? 0), 0)
        expect(traced).toBe(received)
      }),
      { numRuns: 10_000 },
    )
  })

  test('no fine is paid while principal is open, and none of a newer month before an older', () => {
    fc.assert(
      fc.property(bills, receipts, (b, r) => {
        const all = b.map((one) => ({ ...one, finalisedOn: undefined }))
        const result = allocate({ bills: all, receipts: r, asOf, fineOf: daily })
        const open = result.bills.findIndex((one) => one.status !== 'PAID')
        if (open >= 0) {
          for (const one of result.bills) expect(one.finePaid).toBe(0)
          for (const one of result.bills.slice(open + 1)) expect(one.principalPaid).toBe(0)
          expect(result.creditBalance).toBe(0)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('[G-3] the same receipts always give the same result', () => {
  test('in whatever order they are handed over, and whatever the entry order within a day', () => {
    fc.assert(
      fc.property(
        bills,
        receipts,
        fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
        (b, r, keys) => {
          const shuffled = r
            .map((one, i) => ({ ...one, sequence: keys[i] ?? 0 }))
            .sort((x, y) => x.sequence - y.sequence)
          const state = (list: readonly Receipt[], order: readonly AllocationBill[]) => {
            const result = allocate({ bills: order, receipts: list, asOf, fineOf: daily })
            return {
              credit: result.creditBalance,
              bills: result.bills.map((one) => ({
                ...one,
                instalments: one.instalments.length > 0,
              })),
            }
          }
          expect(state(shuffled, [...b].reverse())).toEqual(state(r, b))
        },
      ),
      { numRuns: 10_000 },
    )
  })

  test('the value date decides, not the day of entry', () => {
    const late = money('late', '2026-03-20', 100, { sequence: 1 })
    const early = money('early', '2026-03-01', 100, { sequence: 2 })
    const result = allocate({
      bills: [bill('2026-01', 150)],
      receipts: [late, early],
      asOf,
      fineOf: daily,
    })
    expect(result.entries.map((entry) => [entry.receiptId, entry.kind, entry.amount])).toEqual([
      ['early', 'PRINCIPAL', 100],
      ['late', 'PRINCIPAL', 50],
      ['late', 'FINE', 50],
    ])
    expect(result.bills[0]).toMatchObject({ settledOn: '2026-03-20', fine: 200, finePaid: 50 })
  })

  test('money of a later day does not exist yet', () => {
    const result = allocate({
      bills: [bill('2026-01', 100)],
      receipts: [money('a', '2026-03-02', 100)],
      asOf: '2026-03-01',
      fineOf: daily,
    })
    expect(result).toMatchObject({ creditBalance: 0, bills: [{ status: 'FINALIZED', fine: 10 }] })
  })
})

describe('[G-4] a code settles exactly what it lists', () => {
  const two = [bill('2026-01', 100), bill('2026-02', 200)]
  const parts = [{ billId: '2026-02', principal: 200, fine: 30 }]

  test('also past an older month, with its fine', () => {
    const paid = money('a', '2026-03-05', 230, { parts })
    const result = allocate({ bills: two, receipts: [paid], asOf, fineOf: daily })
    expect(result.bills).toMatchObject([
      { status: 'FINALIZED', principalPaid: 0 },
      { status: 'PAID', principalPaid: 200, finePaid: 30, settledOn: '2026-03-05' },
    ])
  })

  test('another amount is money without a code', () => {
    const paid = money('a', '2026-03-05', 229, { parts })
    const result = allocate({ bills: two, receipts: [paid], asOf, fineOf: daily })
    expect(result.bills.map((one) => one.principalPaid)).toEqual([100, 129])
  })

  test('what its bills no longer take goes on to the others', () => {
    const first = money('a', '2026-03-01', 300)
    const coded = money('b', '2026-03-05', 230, { parts })
    const result = allocate({ bills: two, receipts: [first, coded], asOf, fineOf: () => 0 })
    expect(result).toMatchObject({ creditBalance: 230 })
  })
})

describe('[G-5] a reversal takes its receipt back', () => {
  const paid = money('a', '2026-03-01', 100)
  const back = (amount: number, valueDate = '2026-03-10') =>
    money('b', valueDate, amount, { sequence: 1, reverses: 'a' })
  const run = (list: Receipt[], day = asOf) =>
    allocate({ bills: [bill('2026-01', 100)], receipts: list, asOf: day, fineOf: daily })

  test('wholly or in part, from its own value date on', () => {
    expect(run([paid, back(-100)]).bills[0]).toMatchObject({
      status: 'FINALIZED',
      principalPaid: 0,
    })
    expect(run([paid, back(-40)]).bills[0]).toMatchObject({
      status: 'PARTIALLY_PAID',
      principalPaid: 60,
    })
    expect(run([paid, back(-100)], '2026-03-09').bills[0]).toMatchObject({ status: 'PAID' })
  })

  test('a new payment afterwards settles on its own day', () => {
    const again = money('c', '2026-04-20', 100, { sequence: 2 })
    expect(run([paid, back(-100), again]).bills[0]).toMatchObject({
      settledOn: '2026-04-20',
      fine: 200,
    })
  })

  test('what cannot be is refused', () => {
    expect(() => run([back(-100)])).toThrow(/no known receipt/)
    expect(() => run([paid, back(-101)])).toThrow(/more than there was/)
    expect(() => run([paid, back(5)])).toThrow(/sign/)
    expect(() => run([money('x', '2026-03-01', -5)])).toThrow(/sign/)
    expect(() => run([money('x', '2026-03-01', 0.5)])).toThrow(/whole/)
    expect(() => run([money('x', '2026-02-30', 5)])).toThrow(/date/)
    expect(() => run([paid, paid])).toThrow(/share an id/)
    expect(() =>
      allocate({ bills: [bill('2026-01', -1)], receipts: [], asOf, fineOf: daily }),
    ).toThrow(/principal/)
    expect(() =>
      allocate({
        bills: [bill('2026-01', 1), bill('2026-01', 1)],
        receipts: [],
        asOf,
        fineOf: daily,
      }),
    ).toThrow(/share an id/)
  })
})

describe('[G-6] what is left waits as credit for the next bill', () => {
  test('and settles it on the day it is finalised', () => {
    const later = bill('2026-02', 80, '2026-03-01')
    const paid = money('a', '2026-02-03', 190)
    const run = (day: string) =>
      allocate({
        bills: [bill('2026-01', 100), later],
        receipts: [paid],
        asOf: day,
        fineOf: () => 0,
      })
    expect(run('2026-02-28')).toMatchObject({
      creditBalance: 90,
      bills: [{}, { principalPaid: 0 }],
    })
    expect(run('2026-03-01')).toMatchObject({
      creditBalance: 10,
      bills: [{ settledOn: '2026-02-03' }, { status: 'PAID', settledOn: '2026-03-01' }],
    })
  })

  test('nothing to pay is paid', () => {
    expect(
      allocate({ bills: [bill('2026-01', 0)], receipts: [], asOf, fineOf: daily }).bills[0],
    ).toMatchObject({ status: 'PAID', fine: 0 })
  })
})

describe('[G-1] with the fines of the law', () => {
  const principalByProgramme = { JKK: 46_725, JKM: 15_750, JHT: 299_250, JP: 157_500 }
  const months = ['2026-03', '2026-04'].map((period) => ({
    id: period,
    segment: 'PU' as const,
    period,
    principalByProgramme,
  }))

  test('a fine freezes on the day its month is complete and is paid after all principal', () => {
    const receipts = [
      money('a', '2026-05-20', 519_225),
      money('b', '2026-07-20', 519_225 + 30_000, { sequence: 1 }),
    ]
    const result = allocatePayments(rateTables, { bills: months, receipts, asOf: '2026-09-30' })
    // March: due 15 April, two months late on 20 May; April: due 15 May, three months on 20 July.
    expect(result.bills).toMatchObject([
      { settledOn: '2026-05-20', fine: 20_769, finePaid: 20_769 },
      { settledOn: '2026-07-20', fine: 31_154, finePaid: 9_231 },
    ])
    expect(result.creditBalance).toBe(0)
  })

  test('a part is split over the programmes in their fixed order', () => {
    const receipts = [money('a', '2026-04-10', 100_000)]
    const result = allocatePayments(rateTables, { bills: months, receipts, asOf: '2026-04-11' })
    expect(result.paidByProgramme['2026-03']).toEqual({
      JKK: 46_725,
      JKM: 15_750,
      JHT: 37_525,
      JP: 0,
    })
    expect(splitByProgramme({ JKM: 5 }, 9)).toEqual({ JKM: 5 })
  })

  test('a term of a project has no fine', () => {
    const term = {
      id: 't',
      segment: 'JAKON' as const,
      period: '2026-03',
      principalByProgramme: { JKK: 100 },
      due: termDueDates('2026-03-01'),
    }
    const result = allocatePayments(rateTables, {
      bills: [term],
      receipts: [money('a', '2026-09-01', 150)],
      asOf,
    })
    expect(result).toMatchObject({ creditBalance: 50, bills: [{ status: 'PAID', fine: 0 }] })
  })
})

test('[G-7] a difference is to be told within three working days', () => {
  const of = (received: number) =>
    paymentDifference(rateTables, { expected: 100, received, valueDate: '2026-08-13' })
  expect(of(100)).toEqual({ kind: 'EXACT', amount: 0 })
  // Friday, then Tuesday after Independence Day, then Wednesday.
  expect(of(90)).toEqual({ kind: 'SHORTAGE', amount: 10, informBy: '2026-08-19' })
  expect(of(110)).toMatchObject({ kind: 'EXCESS', amount: 10 })
})
