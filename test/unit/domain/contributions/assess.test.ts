import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths } from '#shared/domain/calendar/period'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { assessWorker } from '#shared/domain/contributions/assessWorker'
import { sumRupiah } from '#shared/domain/money'
import { billableProgrammes, type RiskLevel } from '#shared/domain/programmes'
import { rateTables } from '#shared/reference/tables'

const period = fc.integer({ min: 0, max: 170 }).map((n) => addMonths('2015-07', n))
const riskLevel = fc.constantFrom<RiskLevel>(1, 2, 3, 4, 5)
const programmes = fc.subarray([...billableProgrammes])
const wage = fc.integer({ min: 0, max: 2_000_000_000 })
const birthDate = fc.option(
  fc.integer({ min: 1940, max: 2010 }).map((year) => `${year}-07-14`),
  { nil: undefined },
)
const question = fc.record({ period, riskLevel, programmes, wage, birthDate })
const all = { period: '2026-05', riskLevel: 1, programmes: billableProgrammes } as const

describe('[B-3] totals add rounded lines', () => {
  test('for one worker: lines, both payers and the total agree', () => {
    fc.assert(
      fc.property(question, (q) => {
        const one = assessWorker(rateTables, q)
        expect(one.employerTotal + one.workerTotal).toBe(one.total)
        expect(sumRupiah(one.lines.map((line) => line.amount))).toBe(one.total)
        expect(one.lines.length).toBeLessThanOrEqual(6)
        for (const line of one.lines) {
          expect(q.programmes).toContain(line.programme)
          expect(line.base).toBeLessThanOrEqual(q.wage)
        }
      }),
    )
  })

  test('a bill is the sum of its workers assessed one by one', () => {
    fc.assert(
      fc.property(
        period,
        riskLevel,
        programmes,
        fc.array(fc.record({ wage, birthDate }), { maxLength: 12 }),
        (p, level, chosen, people) => {
          const base = { period: p, riskLevel: level, programmes: chosen }
          const workers = people.map((person, i) => ({ id: `w${i}`, ...person }))
          const bill = assessBill(rateTables, { ...base, workers })
          const singly = workers.map((w) => assessWorker(rateTables, { ...base, ...w }))
          expect(bill.total).toBe(sumRupiah(singly.map((one) => one.total)))
          expect(bill.employerTotal).toBe(sumRupiah(singly.map((one) => one.employerTotal)))
          expect(bill.wageTotal).toBe(sumRupiah(people.map((person) => person.wage)))
          expect(bill.workerCount).toBe(people.length)
          const perProgramme = Object.values(bill.byProgramme)
          expect(sumRupiah(perProgramme.map((sums) => sums.total))).toBe(bill.total)
          expect(sumRupiah(perProgramme.map((sums) => sums.worker))).toBe(bill.workerTotal)
          expect(Object.keys(bill.byProgramme)).toEqual(chosen)
        },
      ),
    )
  })

  test('rounding happens per worker, not on the wage sum', () => {
    const workers = ['a', 'b', 'c'].map((id) => ({ id, wage: 4_862_500 }))
    const bill = assessBill(rateTables, {
      period: '2026-04',
      riskLevel: 2,
      programmes: ['JKK'],
      workers,
    })
    // Three times 26,257.5 would be 78,772.5; three rounded lines are 78,774.
    expect(bill.total).toBe(78_774)
  })

  test('an empty bill is zero, the same worker twice is refused', () => {
    expect(assessBill(rateTables, { ...all, workers: [] })).toMatchObject({ total: 0, lines: [] })
    const twice = [
      { id: 'a', wage: 1 },
      { id: 'a', wage: 2 },
    ]
    expect(() => assessBill(rateTables, { ...all, workers: twice })).toThrow(/twice/)
  })
})

describe('[B-4] JP is capped and ends with the retirement age', () => {
  test('more wage never means less contribution, and JP stands still above the ceiling', () => {
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: 10_000_000 }), (q, raise) => {
        const before = assessWorker(rateTables, q)
        const after = assessWorker(rateTables, { ...q, wage: q.wage + raise })
        expect(after.total).toBeGreaterThanOrEqual(before.total)
      }),
    )
    const high = assessWorker(rateTables, { ...all, wage: 11_086_300 })
    const higher = assessWorker(rateTables, { ...all, wage: 900_000_000 })
    expect(higher.jpBase).toBe(high.jpBase)
  })

  test('the first of the month decides: birthday on the 1st ends JP, on the 2nd not yet', () => {
    const at = (birth: string) =>
      assessWorker(rateTables, { ...all, period: '2025-04', wage: 8_000_000, birthDate: birth })
    expect(at('1966-04-01').jpExcludedByAge).toBe(true)
    expect(at('1966-04-02').jpExcludedByAge).toBe(false)
    expect(at('1966-04-01').jpBase).toBeUndefined()
  })

  test('the retirement age of the period counts: 58 in December 2024, 59 in January 2025', () => {
    const excluded = (period: string) =>
      assessWorker(rateTables, { ...all, period, wage: 1, birthDate: '1966-06-01' }).jpExcludedByAge
    expect(excluded('2024-12')).toBe(true)
    expect(excluded('2025-01')).toBe(false)
    expect(excluded('2025-06')).toBe(true)
  })

  test('a foreign worker has no JP; without JP nobody is excluded from it', () => {
    const foreign = assessWorker(rateTables, { ...all, wage: 9_000_000, nationality: 'WNA' })
    expect(foreign.jpExcludedByNationality).toBe(true)
    expect(foreign.lines.map((line) => line.programme)).not.toContain('JP')
    const old = { ...all, programmes: ['JKK'] as const, wage: 1, birthDate: '1930-01-01' }
    expect(assessWorker(rateTables, old).jpExcludedByAge).toBe(false)
  })
})

describe('[B-5] reliefs work on the rate of their own periods', () => {
  const relief = 'PP7-2025-PADAT-KARYA'
  const jkk = (period: string, held: string | string[] | undefined) =>
    assessWorker(rateTables, { ...all, period, wage: 10_000_000, relief: held }).lines[0]

  test('one month before and after, the normal rate holds', () => {
    expect(jkk('2025-01', relief)?.ppm).toBe(2_400)
    expect(jkk('2025-02', relief)?.ppm).toBe(1_200)
    expect(jkk('2026-01', relief)?.ppm).toBe(1_200)
    expect(jkk('2026-02', relief)?.ppm).toBe(2_400)
  })

  test('several held reliefs are each used in their own time', () => {
    const held = ['PP49-2020-JKK-JKM', relief]
    expect(jkk('2020-10', held)).toMatchObject({ ppm: 24, ruleId: 'PP49-2020-JKK-JKM' })
    expect(jkk('2025-06', held)).toMatchObject({ ppm: 1_200, ruleId: relief })
  })

  test('a relief of another segment has no effect, an unknown one is refused', () => {
    expect(jkk('2026-02', 'PP50-2025-BPU-TRANSPORT')?.ppm).toBe(2_400)
    expect(() => jkk('2026-02', 'PP-DOES-NOT-EXIST')).toThrow(/unknown relief/)
  })
})

describe('[B-8] every number explains itself', () => {
  test('each line has a step with rule, source, base, rate and the same amount', () => {
    fc.assert(
      fc.property(question, (q) => {
        const one = assessWorker(rateTables, q)
        const steps = one.trace.filter((step) => step.step === 'CONTRIBUTION')
        expect(
          steps.map(({ programme, payer, base, ppm, amount, ruleId }) => ({
            programme,
            payer,
            base,
            ppm,
            amount,
            ruleId,
          })),
        ).toEqual(one.lines)
        for (const step of one.trace) expect(step.source).not.toBe('')
        expect(one.trace.at(-1)).toMatchObject({ step: 'TOTAL', amount: one.total })
      }),
    )
  })

  test('relief, ceiling and age appear as steps with their regulations', () => {
    const { trace } = assessWorker(rateTables, {
      ...all,
      period: '2025-06',
      wage: 20_000_000,
      birthDate: '1990-01-01',
      relief: 'PP7-2025-PADAT-KARYA',
    })
    const of = (kind: string) => trace.find((step) => step.step === kind)
    expect(of('JP_CEILING')).toMatchObject({ amount: 10_547_400, inputs: { capped: true } })
    expect(of('JP_RETIREMENT_AGE')).toMatchObject({ inputs: { age: 35, retirementAge: 59 } })
    expect(of('RELIEF')).toMatchObject({ ppm: 1_200, inputs: { normalPpm: 2_400 } })
    expect(of('RELIEF')?.source).toContain('PP 7/2025')
  })

  test('can be left out', () => {
    expect(assessWorker(rateTables, { ...all, wage: 1, skipTrace: true }).trace).toEqual([])
  })

  test('[B-9] a bill names all rules it used, so that it can be recomputed as it was', () => {
    const bill = assessBill(rateTables, { ...all, workers: [{ id: 'a', wage: 5_000_000 }] })
    expect(bill.ruleIds).toEqual([
      'JP-AGE-2025-01-01',
      'JP-CEILING-2026-03',
      'PU-JHT-2015-07',
      'PU-JKK-1-2015-07',
      'PU-JKM-2015-07',
      'PU-JP-2015-07',
    ])
  })
})

describe('[B-1] what cannot be assessed is refused', () => {
  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('wage %s', (bad) => {
    expect(() => assessWorker(rateTables, { ...all, wage: bad })).toThrow(RangeError)
    expect(() => assessBill(rateTables, { ...all, workers: [{ id: 'a', wage: bad }] })).toThrow(
      RangeError,
    )
  })

  test('a period before the programmes existed', () => {
    expect(() => assessWorker(rateTables, { ...all, period: '2015-06', wage: 1 })).toThrow(
      /2015-06/,
    )
  })
})
