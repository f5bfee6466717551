import { describe, expect, it } from 'vitest'
import { mergeTables } from '#shared/domain/rates/mergeTables'
import { rateTables } from '#shared/reference/tables'
import { BillPage, type Bill } from '#shared/model/bill'
import type { Membership } from '#shared/model/membership'
import { findImpact, type ImpactReader } from '../../../renderer/features/admin/impact'
import { addition2027, additionRetroactive } from '../../support/rateSamples'
import { Desk } from '../commands/desk'

const TODAY = '2026-12-01'
const after = mergeTables(rateTables, additionRetroactive)

/** The bills of a desk in pieces of two, as the screen reads them. */
async function readerOf(desk: Desk): Promise<ImpactReader> {
  const bills = ((await desk.rows.list('bill', 'employerId', [desk.employerId])) as Bill[]).sort(
    (a, b) => (a.id < b.id ? -1 : 1),
  )
  return {
    scan: async (position) => bills.filter(({ id }) => id > position).slice(0, 2),
    linesOf: async (billId) =>
      (await desk.rows.list('billPage', 'billId', [billId])).flatMap(
        (page) => BillPage.parse(page).lines,
      ),
    employer: () => desk.get('employer', desk.employerId),
    memberships: async (id) =>
      (await desk.rows.list('membership', 'employerId', [id])) as unknown as Membership[],
  }
}

async function billed(periods: readonly string[]): Promise<Desk> {
  const desk = new Desk()
  await desk.open('2026-05-02', 3)
  for (const period of periods) expect(await desk.finalise(period, TODAY)).toBe('ok')
  return desk
}

describe('[T-15] the bills that a proposal touches', () => {
  const question = { before: rateTables, after, today: TODAY }
  const { signal } = new AbortController()

  it('are those of its months, with the difference of each; nothing is written', async () => {
    const desk = await billed(['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'])
    await desk.must(
      'bill.cancel',
      { billId: (await desk.bill('2026-11')).id, reason: 'uji' },
      TODAY,
    )
    const before = desk.rows.writes
    const progress: number[] = []
    const impact = await findImpact(question, await readerOf(desk), (n) => progress.push(n), signal)
    expect(impact?.touched.map(({ bill, difference }) => [bill.period, difference])).toEqual([
      ['2026-09', -40_500],
      ['2026-10', -40_500],
    ])
    expect(impact).toMatchObject({ checked: 5, difference: -81_000, paid: 0 })
    expect(progress).toEqual([2, 4, 5])
    expect(desk.rows.writes).toEqual(before)
  })

  it('are priced by the wages that were frozen, not by later ones', async () => {
    const desk = await billed(['2026-09'])
    const reader = await readerOf(desk)
    const risen: ImpactReader = {
      ...reader,
      memberships: async (id) =>
        (await reader.memberships(id)).map((one) => ({ ...one, wage: one.wage * 2 })),
    }
    const impact = await findImpact(question, risen, () => undefined, signal)
    expect(impact?.difference).toBe(-40_500)
  })

  it('are none when only wages below the ceiling are billed, or in months to come', async () => {
    const desk = await billed(['2026-11'])
    const future = { ...question, after: mergeTables(rateTables, addition2027) }
    const impact = await findImpact(future, await readerOf(desk), () => undefined, signal)
    expect(impact).toMatchObject({ checked: 1, touched: [] })
  })

  it('name a due date that moves, and the fine that goes with it', async () => {
    const desk = await billed(['2026-09'])
    const due = (await desk.bill('2026-09')).effectiveDueDate
    const year = rateTables.holidays['2026']!
    const holidays = { '2026': { ...year, national: [...year.national, due] } }
    const moved = mergeTables(rateTables, {
      id: 'X',
      title: 'Libur (rekaan)',
      source: 'rekaan',
      holidays,
      replacesHolidays: ['2026'],
    })
    // The first day after the old due date: late before, in time after.
    const day = `${due.slice(0, 8)}${String(Number(due.slice(8)) + 1).padStart(2, '0')}`
    const impact = await findImpact(
      { before: rateTables, after: moved, today: day },
      await readerOf(desk),
      () => undefined,
      signal,
    )
    const [touched] = impact?.touched ?? []
    expect(touched?.dueDate && touched.dueDate > due).toBe(true)
    expect(touched?.difference).toBe(0)
    expect(touched?.fineDifference).toBeLessThan(0)
  })

  it('are not looked for any more once it is stopped', async () => {
    const desk = await billed(['2026-09', '2026-10'])
    const control = new AbortController()
    control.abort()
    const reader = await readerOf(desk)
    expect(await findImpact(question, reader, () => undefined, control.signal)).toBeUndefined()
  })
})
