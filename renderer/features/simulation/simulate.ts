import { assessBpu } from '#shared/domain/contributions/assessBpu'
import { assessContract, assessProjectWages } from '#shared/domain/contributions/assessProject'
import { assessWorker } from '#shared/domain/contributions/assessWorker'
import { planTerms } from '#shared/domain/contributions/projectTerms'
import { grantedReliefs } from '#shared/domain/contributions/reliefEligibility'
import type { TraceStep } from '#shared/domain/contributions/trace'
import type {
  BillableProgramme,
  BpuSector,
  Nationality,
  PaymentRoute,
  RiskLevel,
} from '#shared/domain/programmes'
import type { RateTables } from '#shared/domain/rates/rateTables'

export interface WorkerInput {
  readonly kind: 'PU'
  readonly period: string
  readonly wage: number
  readonly riskLevel: RiskLevel
  readonly programmes: readonly BillableProgramme[]
  readonly birthDate?: string
  readonly nationality: Nationality
}

export interface BpuInput {
  readonly kind: 'BPU'
  readonly period: string
  readonly monthlyIncome: number
  readonly withJht: boolean
  readonly isBusinessOwner: boolean
  readonly sector: BpuSector
  readonly route: PaymentRoute
}

export interface ContractInput {
  readonly kind: 'CONTRACT'
  readonly value: number
  readonly includesVat: boolean
  readonly contractDate: string
  /** 1 = at once. */
  readonly terms: number
}

export interface WagesInput {
  readonly kind: 'WAGES'
  readonly period: string
  readonly wages: number
}

export type SimulationInput = WorkerInput | BpuInput | ContractInput | WagesInput

/**
 * The steps of a calculation by the same public functions that bills are made with.
 * @returns undefined when the tables have no rates for the month or date
 */
export function simulate(tables: RateTables, input: SimulationInput): TraceStep[] | undefined {
  try {
    return traceOf(tables, input)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function traceOf(tables: RateTables, input: SimulationInput): TraceStep[] {
  switch (input.kind) {
    case 'PU': {
      const { period } = input
      const relief = grantedReliefs(tables, { segment: 'PU', period, facts: {} })
      return assessWorker(tables, { ...input, relief }).trace
    }
    case 'BPU':
      return assessBpu(tables, input).trace
    case 'CONTRACT':
      return contractTrace(tables, input)
    case 'WAGES':
      return assessProjectWages(tables, {
        period: input.period,
        totalMonthlyWages: input.wages,
      }).trace
  }
}

function contractTrace(tables: RateTables, input: ContractInput): TraceStep[] {
  const { value, includesVat, contractDate, terms } = input
  const relief = grantedReliefs(tables, {
    segment: 'JAKON',
    period: contractDate.slice(0, 7),
    facts: {},
  })
  const assessed = assessContract(tables, { value, includesVat, contractDate, relief })
  if (terms <= 1) return assessed.trace
  const each = Math.floor(1_000_000 / terms)
  const plan = Array.from({ length: terms }, (_, place) => ({
    sharePpm: place === terms - 1 ? 1_000_000 - each * (terms - 1) : each,
    dueDate: contractDate,
  }))
  return [...assessed.trace, ...planTerms(assessed, plan).trace]
}
