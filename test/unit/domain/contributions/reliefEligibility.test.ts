import { describe, expect, test } from 'vitest'
import { correctBill } from '#shared/domain/billing/correction'
import { assessBpu } from '#shared/domain/contributions/assessBpu'
import { assessProjectWages } from '#shared/domain/contributions/assessProject'
import { assessWorker } from '#shared/domain/contributions/assessWorker'
import { jpDeferral } from '#shared/domain/contributions/jpDeferral'
import {
  grantedReliefs,
  judgeReliefs,
  type ReliefFacts,
} from '#shared/domain/contributions/reliefEligibility'
import { rateTables } from '#shared/reference/tables'

const covid = 'PP49-2020-JKK-JKM'
const labour = 'PP7-2025-PADAT-KARYA'
const factory: ReliefFacts = {
  labourIntensiveSector: 'FOOTWEAR',
  activeWorkers: 50,
  settledThrough: { JKK: '2025-01' },
}

function reasons(segment: 'PU' | 'BPU' | 'JAKON', period: string, id: string, facts: ReliefFacts) {
  const verdict = judgeReliefs(rateTables, { segment, period, facts }).find(
    (one) => one.relief.id === id,
  )
  return verdict?.reasons
}

describe('[B-23] a relief applies where its conditions, which are data, hold', () => {
  test.each([
    ['all hold', factory, []],
    ['49 workers', { ...factory, activeWorkers: 49 }, ['TOO_FEW_WORKERS']],
    [
      'another industry',
      { ...factory, labourIntensiveSector: undefined },
      ['NOT_LABOUR_INTENSIVE'],
    ],
    [
      'JKK open since December 2024',
      { ...factory, settledThrough: { JKK: '2024-12' } },
      ['NOT_SETTLED'],
    ],
    ['nothing is known', {}, ['NOT_LABOUR_INTENSIVE', 'TOO_FEW_WORKERS']],
  ] as const)('labour-intensive employers: %s', (_, facts, expected) => {
    expect(reasons('PU', '2025-06', labour, facts)).toEqual(expected)
  })

  test('it must be asked for unless it is automatic', () => {
    const question = { segment: 'PU', period: '2025-06', facts: factory } as const
    expect(grantedReliefs(rateTables, question)).toEqual([])
    expect(grantedReliefs(rateTables, { ...question, requested: [labour] })).toEqual([labour])
    expect(grantedReliefs(rateTables, { segment: 'PU', period: '2020-10', facts: {} })).toEqual([
      covid,
    ])
  })

  test('of PP 49/2020, members from before it must have paid through July 2020', () => {
    const facts = (settled: string, memberSince: string): ReliefFacts => ({
      memberSince,
      settledThrough: { JKK: settled, JKM: '2020-07' },
    })
    expect(reasons('PU', '2020-10', covid, facts('2020-07', '2018-01'))).toEqual([])
    expect(reasons('PU', '2020-10', covid, facts('2020-06', '2018-01'))).toEqual(['NOT_SETTLED'])
    // Who joined later owed nothing in July.
    expect(reasons('PU', '2020-12', covid, facts('2020-09', '2020-09'))).toEqual([])
  })

  test('and new members pay two months in full', () => {
    const at = (period: string) => reasons('BPU', period, covid, { memberSince: '2020-09' })
    expect([at('2020-09'), at('2020-10'), at('2020-11')]).toEqual([
      ['FIRST_MONTHS'],
      ['FIRST_MONTHS'],
      [],
    ])
    const month = (period: string) =>
      assessBpu(rateTables, {
        period,
        monthlyIncome: 1_000_000,
        withJht: true,
        sector: 'OTHER',
        memberSince: '2020-09',
      }).total
    expect([month('2020-10'), month('2020-11')]).toEqual([36_800, 20_168])
  })

  test('projects counted by wages have it too', () => {
    const project = assessProjectWages(rateTables, {
      period: '2020-12',
      totalMonthlyWages: 100_000_000,
    })
    expect(project).toMatchObject({ jkk: 17_400, jkm: 3_000, reliefApplied: covid })
    const full = { period: '2020-12', totalMonthlyWages: 100_000_000, withoutRelief: true }
    expect(assessProjectWages(rateTables, full).total).toBe(2_040_000)
  })

  test('of the self-employed, one that was asked for is judged like an automatic one', () => {
    const question = { monthlyIncome: 1_000_000, withJht: false, sector: 'OTHER' } as const
    const asked = (period: string, relief: string) =>
      assessBpu(rateTables, { ...question, period, relief })
    expect(asked('2020-10', covid).total).toBe(168)
    expect(asked('2026-02', covid).total).toBe(16_800)
    expect(asked('2026-02', 'PP50-2025-BPU-TRANSPORT').total).toBe(16_800)
    expect(() => asked('2026-02', 'PP-0')).toThrow(/unknown relief/)
  })

  test('what was saved is owed as a correction once the relief is lost', () => {
    const bill = {
      period: '2025-06',
      riskLevel: 1,
      programmes: ['JKK', 'JKM'],
      relief: labour,
      workers: [{ id: 'a', wage: 10_000_000 }],
    } as const
    const lost = correctBill(rateTables, bill, { ...bill, settledOn: '2026-07-01' })
    expect(lost).toMatchObject({ jkkEmployer: 12_000, jkmEmployer: 0, total: 12_000 })
    expect(correctBill(rateTables, bill, { ...bill, settledOn: '2026-06-30' }).total).toBe(0)
  })

  test('a month settled after the last day of a relief is owed in full', () => {
    const jkk = (settledOn: string) =>
      assessWorker(rateTables, {
        period: '2025-06',
        wage: 10_000_000,
        riskLevel: 1,
        programmes: ['JKK'],
        relief: labour,
        settledOn,
      }).total
    expect([jkk('2026-06-30'), jkk('2026-07-01')]).toEqual([12_000, 24_000])
  })
})

describe('[B-25] a deferral moves money in time and changes none of it', () => {
  const question = {
    period: '2020-11',
    jpTotal: 268_191,
    employerSize: 'MEDIUM',
    relief: 'PP49-2020-JP-DEFERRAL',
  } as const

  test('99 % of JP may be paid within the window', () => {
    const deferral = jpDeferral(rateTables, question)
    expect(deferral).toMatchObject({
      payNow: 2_682,
      deferred: 265_509,
      repayFrom: '2021-05-15',
      repayTo: '2022-04-15',
    })
    expect(deferral?.trace[0]).toMatchObject({ step: 'DEFERRAL', amount: 2_682 })
  })

  test('for medium and large employers who hold it, in its months', () => {
    expect(jpDeferral(rateTables, { ...question, employerSize: 'SMALL' })).toBeUndefined()
    expect(jpDeferral(rateTables, { ...question, relief: undefined })).toBeUndefined()
    expect(jpDeferral(rateTables, { ...question, period: '2021-02' })).toBeUndefined()
  })
})
