import { describe, expect, it } from 'vitest'
import { assessPmi } from '#shared/domain/contributions/assessPmi'
import type { TraceStep } from '#shared/domain/contributions/trace'
import { lateFine } from '#shared/domain/billing/lateFine'
import { BillPage } from '#shared/model/bill'
import { rateTables } from '#shared/reference/tables'
import { stepFormula, stepSentence } from '../../../renderer/components/explain/stepSentence'
import { traceOfLines, workersOf } from '#shared/commands/bills/traceOfLines'
import { simulate, type SimulationInput } from '../../../renderer/features/simulation/simulate'
import { Desk } from '../commands/desk'
import { translator } from './words'

const worker = {
  kind: 'PU',
  period: '2026-04',
  wage: 15_000_000,
  riskLevel: 2,
  programmes: ['JKK', 'JKM', 'JHT', 'JP'],
  nationality: 'WNI',
} as const
const bpu = {
  kind: 'BPU',
  period: '2026-04',
  monthlyIncome: 3_000_000,
  withJht: false,
  isBusinessOwner: true,
  sector: 'TRANSPORT',
  route: 'APBD',
} as const
const contract = {
  kind: 'CONTRACT',
  value: 7_000_000_000,
  includesVat: true,
  contractDate: '2026-04-01',
  terms: 3,
} as const
const inputs: readonly SimulationInput[] = [
  worker,
  { ...worker, birthDate: '1960-01-01', period: '2020-09' },
  { ...worker, nationality: 'WNA', wage: 4_000_000, birthDate: '1990-01-01' },
  bpu,
  { ...bpu, route: 'SELF', isBusinessOwner: false },
  contract,
  { ...contract, includesVat: false, terms: 1 },
  { kind: 'WAGES', period: '2026-04', wages: 50_000_000 },
]

function stepsOfEverything(): TraceStep[] {
  const fine = lateFine(rateTables, {
    segment: 'PU',
    period: '2026-04',
    principalByProgramme: { JKK: 100_000 },
    asOf: '2026-07-01',
  })
  const pmi = assessPmi(rateTables, { route: 'AGENCY', packageMonths: 24, extensionMonths: 2 })
  return [
    ...inputs.flatMap((input) => simulate(rateTables, input) ?? []),
    ...fine.trace,
    ...pmi.trace,
  ]
}

describe('explanations', () => {
  it.each(['id', 'en'] as const)(
    '[T-23] every step has a sentence with its figures (%s)',
    (language) => {
      const t = translator('explain', language)
      const steps = stepsOfEverything()
      expect(new Set(steps.map(({ step }) => step)).size).toBeGreaterThan(13)
      for (const step of steps) {
        expect(stepSentence(t, step).trim(), step.step).not.toBe('')
        stepFormula(t, step, steps)
      }
    },
  )

  it('[T-23] an amount without a rate says where it comes from', () => {
    const t = translator('explain', 'id')
    const words = (input: SimulationInput) => {
      const trace = simulate(rateTables, input) ?? []
      return trace.flatMap((step) =>
        step.step === 'CONTRIBUTION' ? [stepFormula(t, step, trace)] : [],
      )
    }
    expect(words({ ...bpu, period: '2025-04' })).toEqual([
      expect.stringMatching(/^menurut lapisan penghasilan, dasar/),
      'jumlah tetap setiap bulan',
      expect.stringMatching(/^menurut lapisan/),
    ])
    expect(words({ ...bpu, route: 'SELF' })[1]).toBe(
      'jumlah tetap setiap bulan, sesudah keringanan',
    )
    expect(words(contract)).toEqual([
      'jumlah semua lapisan di atas',
      'jumlah semua lapisan di atas',
    ])
    expect(words({ kind: 'WAGES', period: '2026-04', wages: 1_000_000 })[0]).toMatch(
      /^tarif dari upah/,
    )
  })

  it('[T-22] the receipt adds up to its total, by the functions that bills are made with', () => {
    for (const input of inputs) {
      const steps = simulate(rateTables, input) ?? []
      const sum = steps
        .filter(({ step }) => step === 'CONTRIBUTION')
        .reduce((total, { amount = 0 }) => total + amount, 0)
      expect(steps.find(({ step }) => step === 'TOTAL')?.amount, input.kind).toBe(sum)
      expect(sum).toBeGreaterThan(0)
    }
    const terms = (simulate(rateTables, contract) ?? []).filter(({ step }) => step === 'INSTALMENT')
    const whole = (simulate(rateTables, contract) ?? []).find(({ step }) => step === 'TOTAL')
    expect(terms).toHaveLength(3)
    expect(terms.reduce((total, { amount = 0 }) => total + amount, 0)).toBe(whole?.amount)
  })

  it('[T-22] a month without rates is said to be so', () => {
    expect(simulate(rateTables, { ...worker, period: '2010-01' })).toBeUndefined()
  })

  it('[B-8] a frozen bill is explained by its own lines, down to each worker', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02', 3)
    await desk.finalise('2026-05', '2026-06-01')
    const bill = await desk.bill('2026-05')
    const [page] = await desk.rows.list('billPage', 'billId', [bill.id])
    const { lines } = BillPage.parse(page)
    const { period, riskLevel, programmes } = bill
    const steps = traceOfLines(rateTables, { period, riskLevel, programmes, relief: [] }, lines)
    expect(steps.at(-1)).toMatchObject({ step: 'TOTAL', amount: bill.total })
    const sums = steps.filter(({ step }) => step === 'CONTRIBUTION')
    expect(sums).toHaveLength(6)
    for (const step of sums) {
      const parts = workersOf(step, lines).reduce((total, { amount }) => total + amount, 0)
      expect(parts, `${step.programme} ${step.payer}`).toBe(step.amount)
    }
  })
})
