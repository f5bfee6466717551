import { describe, expect, test } from 'vitest'
import { assessBpu } from '#shared/domain/contributions/assessBpu'
import { assessWorker } from '#shared/domain/contributions/assessWorker'
import { grantedReliefs } from '#shared/domain/contributions/reliefEligibility'
import { dueDates } from '#shared/domain/billing/dueDate'
import { lateFine } from '#shared/domain/billing/lateFine'
import { mergeTables, type TableAdditionInput } from '#shared/domain/rates/mergeTables'
import { rowStatus, tableRows } from '#shared/domain/rates/tableRows'
import { billsTouched, touchedPeriods } from '#shared/domain/rates/touchedBills'
import { rateTables } from '#shared/reference/tables'

/** A regulation that does not exist: half of JKK for small shops in 2027, and a new JP ceiling. */
const fictional2027 = {
  id: 'FIKTIF-2027',
  title: 'Contoh peraturan 2027',
  source: 'PP 0/2027 (fiktif)',
  closes: [{ id: 'JP-CEILING-2026-03', effectiveTo: '2027-02' }],
  adds: {
    'pu.jpCeilings': [
      {
        id: 'JP-CEILING-2027-03',
        effectiveFrom: '2027-03',
        effectiveTo: null,
        ceiling: 11_600_000,
        gdpGrowthPercentUsed: null,
        source: 'surat contoh (fiktif)',
        confidence: 'design',
      },
    ],
    reliefs: [
      {
        id: 'PP0-2027-USAHA-KECIL',
        regulation: 'PP 0/2027 (fiktif)',
        segments: ['PU'],
        effectiveFrom: '2027-01',
        effectiveTo: '2027-06',
        programmes: { JKK: { multiplyPpm: 500_000 } },
        conditions: ['micro and small employers (fictional)'],
        eligibility: { employerSizes: ['MICRO', 'SMALL'] },
        automatic: true,
        lateFines: [
          {
            id: 'FINE-PP0-2027-JKK',
            programme: 'JKK',
            ppmPerMonth: 10_000,
            effectiveFrom: '2027-01',
            effectiveTo: '2027-06',
            source: 'PP 0/2027 (fiktif)',
            confidence: 'design',
          },
        ],
        settleBy: '2027-12-31',
        source: 'PP 0/2027 (fiktif)',
        confidence: 'design',
      },
      {
        id: 'PP0-2027-BPU',
        regulation: 'PP 0/2027 (fiktif)',
        segments: ['BPU'],
        sector: 'OTHER',
        effectiveFrom: '2027-01',
        effectiveTo: '2027-06',
        programmes: { JKM: { multiplyPpm: 250_000 } },
        conditions: [],
        eligibility: { excludesGovernmentBudget: true },
        automatic: true,
        source: 'PP 0/2027 (fiktif)',
        confidence: 'design',
      },
    ],
  },
  holidays: {
    '2027': {
      source: 'SKB contoh (fiktif)',
      confidence: 'design',
      national: ['2027-01-01', '2027-03-15'],
      jointLeave: ['2027-03-16'],
    },
  },
} satisfies TableAdditionInput

const merged = mergeTables(rateTables, JSON.parse(JSON.stringify(fictional2027)))

describe('[O-5] a new regulation is added by data alone', () => {
  const all = { riskLevel: 3, programmes: ['JKK', 'JKM', 'JHT', 'JP'] } as const

  test('the new ceiling holds from its month on, the old one until then', () => {
    const base = (period: string) =>
      assessWorker(merged, { ...all, period, wage: 20_000_000 }).jpBase
    expect([base('2027-02'), base('2027-03'), base('2030-01')]).toEqual([
      11_086_300, 11_600_000, 11_600_000,
    ])
    const { lines, trace } = assessWorker(merged, { ...all, period: '2027-03', wage: 20_000_000 })
    expect(lines.find((line) => line.programme === 'JP')?.amount).toBe(232_000)
    expect(trace.some((step) => step.ruleId === 'JP-CEILING-2027-03')).toBe(true)
  })

  test('the new relief reaches those it is for, in its months, with its own fine', () => {
    const held = (period: string, employerSize: 'SMALL' | 'LARGE') =>
      grantedReliefs(merged, { segment: 'PU', period, facts: { employerSize } })
    expect(held('2027-01', 'SMALL')).toEqual(['PP0-2027-USAHA-KECIL'])
    expect(held('2027-01', 'LARGE')).toEqual([])
    expect(held('2026-12', 'SMALL')).toEqual([])
    expect(held('2027-07', 'SMALL')).toEqual([])
    const relief = held('2027-01', 'SMALL')
    const jkk = assessWorker(merged, { ...all, period: '2027-01', wage: 10_000_000, relief })
      .lines[0]
    expect(jkk).toMatchObject({ ppm: 4_450, amount: 44_500, ruleId: 'PP0-2027-USAHA-KECIL' })
    const fine = lateFine(merged, {
      segment: 'PU',
      period: '2027-01',
      principalByProgramme: { JKK: 1_000_000, JKM: 1_000_000 },
      asOf: '2027-02-16',
      relief,
    })
    expect(fine.fineByProgramme).toEqual({ JKK: 10_000, JKM: 20_000 })
  })

  test('also for the self-employed, where it applies by itself', () => {
    const question = { monthlyIncome: 1_000_000, withJht: false, sector: 'OTHER' } as const
    expect(assessBpu(merged, { ...question, period: '2027-01' })).toMatchObject({
      jkk: 10_000,
      jkm: 1_700,
      reliefApplied: 'PP0-2027-BPU',
    })
    const paidByBudget = assessBpu(merged, { ...question, period: '2027-01', route: 'APBD' })
    expect(paidByBudget.total).toBe(16_800)
  })

  test('new holidays move the due date and joint leave only where the branch says so', () => {
    const due = (treatJointLeaveAsHoliday: boolean) =>
      dueDates(merged, { segment: 'PU', period: '2027-02', treatJointLeaveAsHoliday })
    expect(due(false)).toMatchObject({ effectiveDueDate: '2027-03-16', holidaysLoaded: true })
    expect(due(true).effectiveDueDate).toBe('2027-03-17')
    expect(dueDates(rateTables, { segment: 'PU', period: '2027-02' }).holidaysLoaded).toBe(false)
  })

  test('months before it come out as they always did, and the old tables are untouched', () => {
    for (const period of ['2015-07', '2020-10', '2025-06', '2026-12']) {
      const question = { ...all, period, wage: 12_345_678 }
      expect(assessWorker(merged, question)).toEqual(assessWorker(rateTables, question))
    }
    expect(rateTables.pu.jpCeilings.at(-1)?.effectiveTo).toBeNull()
    expect(rateTables.additions).toBeUndefined()
    expect(merged.additions).toEqual([
      { id: 'FIKTIF-2027', title: 'Contoh peraturan 2027', source: 'PP 0/2027 (fiktif)' },
    ])
  })
})

describe('[O-6] an addition that does not fit is refused, saying where', () => {
  const ceiling = fictional2027.adds['pu.jpCeilings'][0]
  const cases: ReadonlyArray<readonly [string, unknown, RegExp]> = [
    ['the same version twice', fictional2027, /FIKTIF-2027 was imported already/],
    [
      'an overlap',
      {
        ...fictional2027,
        id: 'X',
        closes: [],
        holidays: {},
        adds: { 'pu.jpCeilings': [{ ...ceiling, id: 'NEW' }] },
      },
      /pu\.jpCeilings: JP-CEILING-2027-03 .* overlaps NEW/,
    ],
    [
      'a gap',
      {
        id: 'X',
        title: 'x',
        source: 'x',
        closes: [{ id: 'JP-CEILING-2027-03', effectiveTo: '2027-12' }],
        adds: { 'pu.jpCeilings': [{ ...ceiling, id: 'NEW', effectiveFrom: '2028-03' }] },
      },
      /gap between JP-CEILING-2027-03 .* and NEW/,
    ],
    [
      'a rule that is not there',
      { id: 'X', title: 'x', source: 'x', closes: [{ id: 'NONE', effectiveTo: '2027-01' }] },
      /no rule NONE/,
    ],
    [
      'a rule that ended long ago',
      {
        id: 'X',
        title: 'x',
        source: 'x',
        closes: [{ id: 'JP-CEILING-2020-03', effectiveTo: '2027-01' }],
      },
      /JP-CEILING-2020-03 ended already in 2021-02/,
    ],
    [
      'an id that is taken',
      { id: 'X', title: 'x', source: 'x', adds: { reliefs: [fictional2027.adds.reliefs[0]] } },
      /used twice/,
    ],
    [
      'a year that is known',
      { id: 'X', title: 'x', source: 'x', holidays: fictional2027.holidays },
      /holidays of 2027 are known/,
    ],
    [
      'an unknown table',
      { id: 'X', title: 'x', source: 'x', adds: { 'pu.bonus': [] } },
      /not usable/,
    ],
    [
      'a predicate nobody knows',
      {
        id: 'X',
        title: 'x',
        source: 'x',
        adds: {
          reliefs: [
            {
              ...fictional2027.adds.reliefs[0],
              id: 'N',
              effectiveFrom: '2029-01',
              effectiveTo: null,
              lateFines: [],
              eligibility: { hairColour: 'red' },
            },
          ],
        },
      },
      /hairColour/,
    ],
    [
      'an automatic relief over another',
      {
        id: 'X',
        title: 'x',
        source: 'x',
        adds: {
          reliefs: [
            {
              ...fictional2027.adds.reliefs[1],
              id: 'N',
              sector: 'TRANSPORT',
              effectiveFrom: '2027-02',
            },
          ],
        },
      },
      /automatic .* overlaps automatic N/,
    ],
    ['no addition at all', null, /not usable/],
  ]

  test.each(cases)('%s', (_, addition, message) => {
    expect(() => mergeTables(merged, addition)).toThrow(message)
  })

  test('a year of holidays is replaced only on purpose', () => {
    const amended = {
      id: 'SKB-2027-2',
      title: 'Perubahan',
      source: 'SKB contoh (fiktif)',
      holidays: { '2027': { ...fictional2027.holidays['2027'], national: ['2027-01-01'] } },
      replacesHolidays: ['2027'],
    }
    const again = mergeTables(merged, amended)
    expect(dueDates(again, { segment: 'PU', period: '2027-02' }).effectiveDueDate).toBe(
      '2027-03-15',
    )
  })
})

describe('[O-7] a new version says what it touches', () => {
  test('ranges of periods by table, segment and effect', () => {
    const touched = touchedPeriods(rateTables, merged)
    expect(touched).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ruleId: 'JP-CEILING-2027-03',
          effect: 'AMOUNT',
          from: '2027-03',
          to: null,
        }),
        expect.objectContaining({ ruleId: 'JP-CEILING-2026-03', from: '2027-03', to: null }),
        expect.objectContaining({
          ruleId: 'PP0-2027-BPU',
          segments: ['BPU'],
          from: '2027-01',
          to: '2027-06',
        }),
        expect.objectContaining({ table: 'holidays', effect: 'DUE_DATE', from: '2026-12' }),
      ]),
    )
    expect(touchedPeriods(rateTables, rateTables)).toEqual([])
  })

  test('and which bills: none of the past', () => {
    const bills = (['PU', 'BPU', 'JAKON'] as const).flatMap((segment) =>
      ['2026-06', '2027-04', '2028-01'].map((period) => ({ segment, period })),
    )
    expect(billsTouched(rateTables, merged, bills)).toEqual([
      { segment: 'PU', period: '2027-04' },
      { segment: 'PU', period: '2028-01' },
      { segment: 'BPU', period: '2027-04' },
    ])
  })

  test('every dated row is listed with source, confidence and its place in time', () => {
    const rows = tableRows(merged)
    expect(rows.length).toBeGreaterThan(60)
    for (const row of rows) expect(row.source, row.id).not.toBe('')
    const status = (id: string, at: string) =>
      rows.filter((row) => row.id === id).map((row) => rowStatus(row, at))
    expect(status('JP-CEILING-2026-03', '2027-02')).toEqual(['CURRENT'])
    expect(status('JP-CEILING-2026-03', '2027-03-01')).toEqual(['PAST'])
    expect(status('JP-CEILING-2027-03', '2027-02-28')).toEqual(['FUTURE'])
    expect(status('VAT-2022-04-01', '2022-03')).toEqual(['FUTURE'])
    expect(status('VAT-1985-04-01', '2022-04-01')).toEqual(['PAST'])
  })
})
