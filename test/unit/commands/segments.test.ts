import { describe, expect, it } from 'vitest'
import { traceOfBasis } from '#shared/commands/bills/assessBasis'
import { basisOf } from '#shared/commands/bpu/position'
import { billIdOf, termBillIdOf } from '#shared/model/bill'
import golden from '../../../shared/reference/golden-contributions.json'
import { rateTables } from '#shared/reference/tables'
import { bpuEntry, projectProfile } from '../../support/samples'
import { DAY, plain, SegmentDesk } from './segmentDesk'

/** Golden cases of one month: what is known and what must come out. */
const bpuCases = golden.filter(
  ({ segment, input }) => segment === 'BPU' && 'period' in input,
) as unknown as {
  id: string
  input: {
    period: string
    monthlyIncome: number
    withJht: boolean
    sector: 'TRANSPORT' | 'OTHER'
    paidByGovernmentBudget?: boolean
  }
  expected: { jkk: number; jkm: number; jht: number; total: number }
}[]

describe('the self-employed', () => {
  it('the golden file has cases of months', () => {
    expect(bpuCases.length).toBeGreaterThan(8)
  })

  it.each(bpuCases)('[B-70] $id comes out as a bill, and explains itself', async (one) => {
    const { input, expected } = one
    const desk = await SegmentDesk.open()
    const { period, monthlyIncome, withJht, sector } = input
    const terms = {
      monthlyIncome,
      withJht,
      sector,
      startPeriod: period,
      ...(input.paidByGovernmentBudget && { route: 'APBD' as const, paidBy: 'Pemda Contoh' }),
    }
    const entry = bpuEntry(1, terms)
    const today = `${period}-04`
    expect(await desk.register(entry, today)).toBe('ok')
    expect(await desk.billMonths(entry.memberId, 1, expected.total + 1, today)).toBe(
      'AMOUNT_CHANGED',
    )
    expect(await desk.billMonths(entry.memberId, 1, expected.total, today)).toBe('ok')
    const bill = await desk.get('bill', billIdOf(entry.memberId, period))
    expect(bill).toMatchObject({ segment: 'BPU', total: expected.total, employerTotal: 0 })
    const sums = bill.byProgramme
    expect([sums.JKK?.total, sums.JKM?.total, sums.JHT?.total ?? 0]).toEqual([
      expected.jkk,
      expected.jkm,
      expected.jht,
    ])
    const trace = traceOfBasis([rateTables], { ...bill, basis: bill.basis! }) ?? []
    expect(trace.at(-1)).toMatchObject({ step: 'TOTAL', amount: expected.total })
  })

  it('[B-70] BPU-15: months paid at once have each their own price', async () => {
    const desk = await SegmentDesk.open()
    const entry = bpuEntry(1, { startPeriod: '2026-11' })
    await desk.register(entry, '2026-11-04')
    expect(await desk.billMonths(entry.memberId, 3, 33_600, '2026-11-04')).toBe('ok')
    const totals = (await desk.bills(entry.memberId)).map(({ period, total }) => [period, total])
    expect(totals.sort()).toEqual([
      ['2026-11', 8_400],
      ['2026-12', 8_400],
      ['2027-01', 16_800],
    ])
  })

  it('[B-71] months are billed in their order, each once, up to twelve ahead', async () => {
    const desk = await SegmentDesk.open()
    const entry = bpuEntry(1)
    const { memberId } = entry
    await desk.register(entry)
    const skipped = { firstPeriod: '2026-06' }
    expect(await desk.billMonths(memberId, 1, 8_400, DAY, skipped)).toBe('BPU_MONTH_SKIPPED')
    const early = { firstPeriod: '2026-04' }
    expect(await desk.billMonths(memberId, 1, 8_400, DAY, early)).toBe('PERIOD_BEFORE_START')
    expect(await desk.billMonths(memberId, 1, 8_400, DAY)).toBe('ok')
    const again = { firstPeriod: '2026-05' }
    expect(await desk.billMonths(memberId, 1, 8_400, DAY, again)).toBe('BILL_EXISTS')
    expect(await desk.billMonths(memberId, 13, 1, DAY)).toBe('BAD_ARGUMENTS')
    expect(await desk.billMonths(memberId, 12, 7 * 8_400 + 5 * 16_800, DAY)).toBe('ok')
    expect(await desk.billMonths(memberId, 1, 16_800, DAY)).toBe('PERIOD_IN_FUTURE')
    expect(await desk.bills(memberId)).toHaveLength(13)
  })

  it('[B-72] more than three unpaid months end it; it begins again with this month', async () => {
    const desk = await SegmentDesk.open()
    const entry = bpuEntry(1)
    const { memberId } = entry
    await desk.register(entry)
    await desk.billMonths(memberId, 2, 16_800, DAY)
    const old = await desk.bills(memberId)
    expect(await desk.codeFor(old, '2026-08-04')).toBe('ok')
    await desk.must(
      'code.cancel',
      {
        codeId: (await desk.rows.list('paymentCode', 'employerId', [memberId]))[0]!.id,
        reason: 'salah cetak',
      },
      '2026-08-05',
    )
    const september = '2026-09-04'
    const stale = { returning: false }
    expect(await desk.codeFor(await desk.bills(memberId), september)).toBe('BPU_ENDED')
    expect(await desk.billMonths(memberId, 1, 8_400, september, stale)).toBe('BPU_STANDING_CHANGED')
    expect(await desk.billMonths(memberId, 1, 8_400, september)).toBe('ok')
    const after = (await desk.bills(memberId)).map(({ period, status }) => `${period} ${status}`)
    expect(after.sort()).toEqual(['2026-05 CANCELLED', '2026-06 CANCELLED', '2026-09 FINALIZED'])
    expect(await desk.get('bpuMember', memberId)).toMatchObject({ countsFrom: '2026-09' })
  })

  it('[R-110] one membership per person, from this month or the next, before 65', async () => {
    const desk = await SegmentDesk.open()
    expect(await desk.register(bpuEntry(1, { startPeriod: '2026-04' }))).toBe('PERIOD_BEFORE_START')
    expect(await desk.register(bpuEntry(1, { startPeriod: '2026-07' }))).toBe('PERIOD_IN_FUTURE')
    expect(await desk.register(bpuEntry(1, {}, { birthDate: '1961-05-04' }))).toBe('BPU_TOO_OLD')
    expect(await desk.register(bpuEntry(1, { startPeriod: '2026-06' }))).toBe('ok')
    expect(await desk.register(bpuEntry(1))).toBe('ALREADY_BPU')
    expect(desk.detail).toMatchObject({ registeredBy: 'Penguji' })
    expect(await desk.register(bpuEntry(2, {}, { birthDate: '1961-05-05' }))).toBe('ok')
    const entry = plain(bpuEntry(3))
    expect(await desk.do('bpu.register', { entry }, DAY, ['AR'])).toBe('FORBIDDEN')
  })

  it('[B-74] the first digit of a code names the segment of its bills', async () => {
    const desk = await SegmentDesk.open()
    const entry = bpuEntry(1)
    await desk.register(entry)
    await desk.billMonths(entry.memberId, 1, 8_400, DAY)
    const bills = await desk.bills(entry.memberId)
    expect(await desk.codeFor(bills, DAY, '1')).toBe('BAD_ARGUMENTS')
    const codeId = crypto.randomUUID()
    expect(await desk.codeFor(bills, DAY, '2', codeId)).toBe('ok')
    expect(await desk.pay(codeId, '2026-05-06')).toBe('ok')
    expect((await desk.bills(entry.memberId))[0]).toMatchObject({ status: 'PAID', finePaid: 0 })
  })

  it('[B-75] a later change of the member leaves the frozen bill and its steps alone', async () => {
    const desk = await SegmentDesk.open()
    const entry = bpuEntry(1)
    await desk.register(entry)
    await desk.billMonths(entry.memberId, 1, 8_400, DAY)
    const [bill] = await desk.bills(entry.memberId)
    const member = await desk.get('bpuMember', entry.memberId)
    expect(bill?.basis).toEqual(basisOf(member))
    expect(traceOfBasis([rateTables], { ...bill!, total: 8_401, basis: bill!.basis! })).toBe(
      undefined,
    )
  })
})

describe('construction projects', () => {
  it('[B-73] JK-08 in three terms: they add up to the contract, each once, on its day', async () => {
    const desk = await SegmentDesk.open()
    const id = crypto.randomUUID()
    expect(await desk.registerProject(id, projectProfile())).toBe('ok')
    expect(await desk.billTerm(id, 1, 525_001, '2026-05-15')).toBe('AMOUNT_CHANGED')
    expect(await desk.billTerm(id, 1, 525_000, '2026-05-15')).toBe('ok')
    expect(await desk.billTerm(id, 1, 525_000, '2026-05-15')).toBe('BILL_EXISTS')
    expect(await desk.billTerm(id, 4, 1, '2026-05-15')).toBe('NO_SUCH_TERM')
    expect(await desk.billTerm(id, 2, 700_000, '2026-08-15')).toBe('ok')
    expect(await desk.billTerm(id, 3, 525_000, '2026-11-15')).toBe('ok')
    const bills = await desk.bills(id)
    expect(bills.reduce((sum, { total }) => sum + total, 0)).toBe(1_750_000)
    const second = await desk.get('bill', termBillIdOf(id, 2))
    expect([second.byProgramme.JKK?.total, second.byProgramme.JKM?.total]).toEqual([
      616_000, 84_000,
    ])
    const trace = traceOfBasis([rateTables], { ...second, basis: second.basis! }) ?? []
    expect(trace.filter(({ step }) => step === 'CONTRACT_SLICE').length).toBeGreaterThan(3)
    expect(trace.at(-2)).toMatchObject({ step: 'INSTALMENT', amount: 700_000 })
    expect(trace.at(-1)).toMatchObject({ step: 'TOTAL', amount: 700_000 })
    expect(await desk.codeFor([bills[0]!], DAY)).toBe('ok')
  })

  it('[B-73] JK-11: months of known wages within the project', async () => {
    const desk = await SegmentDesk.open()
    const id = crypto.randomUUID()
    const profile = projectProfile({ method: 'WAGE', terms: [] })
    expect(await desk.registerProject(id, profile)).toBe('ok')
    const bill = (period: string) =>
      desk.do(
        'project.finalise',
        {
          projectId: id,
          part: { period, wages: 85_000_000, workerCount: 24 },
          expected: { total: 1_734_000, effectiveDueDate: '2026-05-31' },
        },
        DAY,
        ['PAD'],
      )
    expect(await bill('2026-02')).toBe('OUTSIDE_PROJECT')
    expect(await bill('2026-05')).toBe('ok')
    expect(await bill('2026-05')).toBe('BILL_EXISTS')
  })

  it('[R-111] a contract is registered once, with a plan that makes a whole', async () => {
    const desk = await SegmentDesk.open()
    const id = crypto.randomUUID()
    const half = [{ sharePpm: 500_000, dueDate: '2026-05-15' }]
    expect(await desk.registerProject(id, projectProfile({ terms: half }))).toBe('PLAN_INVALID')
    expect(await desk.registerProject(id, projectProfile())).toBe('ok')
    const spaced = projectProfile({ contractNo: 'ktr 001-2026' })
    expect(await desk.registerProject(crypto.randomUUID(), spaced)).toBe('CONTRACT_TAKEN')
  })

  it('[B-76] billing letters are for employers only; a project gets its statement', async () => {
    const desk = await SegmentDesk.open()
    const id = crypto.randomUUID()
    await desk.registerProject(id, projectProfile())
    await desk.billTerm(id, 1, 525_000, '2026-05-15')
    const codeId = crypto.randomUUID()
    expect(await desk.codeFor(await desk.bills(id), DAY, '3', codeId)).toBe('ok')
    const letter = (kind: string) =>
      desk.do(
        'letter.create',
        {
          letterId: crypto.randomUUID(),
          kind,
          paymentCodeId: codeId,
          asOf: DAY,
          expected: { principal: 525_000, fine: 0, total: 525_000 },
        },
        DAY,
      )
    expect(await letter('BILLING_LETTER')).toBe('LETTER_FOR_EMPLOYERS')
    expect(await letter('STATEMENT')).toBe('ok')
  })
})
