import { type Period, periodOfDate } from '../calendar/period'
import { type Ppm, type Rupiah, sumRupiah } from '../money'
import type { BillableProgramme } from '../programmes'
import { getEffective, getNewest } from '../rates/effective'
import type { ContractTier } from '../rates/otherSegmentRates'
import type { RateTables } from '../rates/rateTables'
import { type ContractValue, netContractValue } from './contractValue'
import { grantedReliefs, type ReliefFacts } from './reliefEligibility'
import { reliefsInForce } from './reliefRates'
import { type SegmentLine, segmentLine } from './segmentLines'
import type { TraceStep } from './trace'
import { rulesOfLines, traceLines } from './traceSegment'

export interface ProjectAssessment {
  /** Contract method: value without tax. Wage method: the month's wages. */
  base: Rupiah
  jkk: Rupiah
  jkm: Rupiah
  total: Rupiah
  lines: SegmentLine[]
  reliefApplied?: string
  ruleIds: string[]
  trace: TraceStep[]
}

export interface ContractAssessment extends ProjectAssessment {
  netContractValue: Rupiah
}

export interface ContractQuestion extends ContractValue {
  /**
   * Period whose slices hold: that of the registration. Default: the month of the contract, else
   * the newest slices.
   */
  period?: Period | undefined
  /** Ids of reliefs that were granted to the project. */
  relief?: string | readonly string[] | undefined
  skipTrace?: boolean | undefined
}

/**
 * Construction project with unknown wages: each slice of the contract value at its own rate,
 * added up exactly, one rounding per programme (PP 44/2015, PP 49/2020 Art. 12). Never a flat
 * rate on the whole value.
 * @throws RangeError as `netContractValue`, and for a period without slices
 */
export function assessContract(tables: RateTables, question: ContractQuestion): ContractAssessment {
  const { net, vat } = netContractValue(tables, question)
  const period = contractPeriod(tables, question)
  const table = tiersFor(tables, period)
  const reliefs =
    period === undefined ? [] : reliefsInForce(tables, 'JAKON', period, question.relief)
  const slices = slicesOf(table.rows, net)
  const lines = (['JKK', 'JKM'] as const).map((programme) =>
    segmentLine(
      { programme, base: net, ruleId: table.id, source: table.source },
      slices.reduce((sum, slice) => sum + slice[programme], 0n),
      reliefs,
    ),
  )
  const netStep: TraceStep = {
    step: 'CONTRACT_NET',
    inputs: {
      value: question.value,
      includesVat: question.includesVat,
      ...(vat !== undefined && { vatPercent: vat.percent }),
    },
    ruleId: vat?.id ?? 'CONTRACT-WITHOUT-VAT',
    source: vat?.source ?? 'design: a value stated without VAT is taken as it is',
    amount: net,
    rounding: vat === undefined ? 'NONE' : 'HALF_UP',
  }
  const sliceSteps = slices.flatMap((slice) =>
    (['JKK', 'JKM'] as const).map((programme): TraceStep => ({
      step: 'CONTRACT_SLICE',
      programme,
      inputs: { from: slice.tier.from, to: slice.tier.to ?? net },
      ruleId: table.id,
      source: table.source,
      base: slice.part,
      ppm: programme === 'JKK' ? slice.tier.jkkPpm : slice.tier.jkmPpm,
      rounding: 'NONE',
    })),
  )
  return {
    ...assessed(net, lines, question.skipTrace === true ? [] : [netStep, ...sliceSteps]),
    netContractValue: net,
  }
}

/**
 * Construction project whose wages are known: a rate on the month's wages (PP 44/2015). Automatic
 * reliefs of the month apply by themselves.
 * @throws RangeError for negative or fractional wages, or a period without rates
 */
export function assessProjectWages(
  tables: RateTables,
  question: {
    period: Period
    /** Wages of all workers in the month, whole rupiah ≥ 0. */
    totalMonthlyWages: Rupiah
    facts?: ReliefFacts | undefined
    /** Ids of reliefs that were asked for, besides those that apply by themselves. */
    requested?: readonly string[] | undefined
    withoutRelief?: boolean | undefined
    skipTrace?: boolean | undefined
  },
): ProjectAssessment {
  const { period, totalMonthlyWages: wages, facts = {} } = question
  if (!Number.isSafeInteger(wages) || wages < 0) {
    throw new RangeError(`not wages in whole rupiah: ${wages}`)
  }
  const rule = getEffective(tables.jakon.wageBased, period, 'wage rate of projects')
  const granted =
    question.withoutRelief === true
      ? []
      : grantedReliefs(tables, { segment: 'JAKON', period, facts, requested: question.requested })
  const reliefs = reliefsInForce(tables, 'JAKON', period, granted)
  const line = (programme: BillableProgramme, ppm: Ppm) =>
    segmentLine(
      { programme, base: wages, ruleId: rule.id, source: rule.source },
      BigInt(wages) * BigInt(ppm),
      reliefs,
    )
  const wageStep: TraceStep = {
    step: 'WAGE_BASE',
    inputs: { wage: wages, period },
    ruleId: rule.id,
    source: rule.source,
    amount: wages,
    rounding: 'NONE',
  }
  const lines = [line('JKK', rule.jkkPpm), line('JKM', rule.jkmPpm)]
  return assessed(wages, lines, question.skipTrace === true ? [] : [wageStep])
}

export interface AddendumAssessment {
  before: ContractAssessment
  after: ContractAssessment
  /** May be negative when the contract shrinks: a credit. */
  jkk: Rupiah
  jkm: Rupiah
  total: Rupiah
  trace: TraceStep[]
}

/**
 * A changed contract value: the difference of the two totals by the rules of the original contract
 * (the slices are marginal, so the difference of the values alone would be priced wrongly).
 */
export function assessAddendum(
  tables: RateTables,
  original: ContractQuestion,
  newValue: Rupiah,
): AddendumAssessment {
  const before = assessContract(tables, original)
  const after = assessContract(tables, { ...original, value: newValue })
  const step = (programme: BillableProgramme, amount: Rupiah): TraceStep => ({
    step: 'CORRECTION',
    programme,
    inputs: { before: before.netContractValue, after: after.netContractValue },
    ruleId: 'DESIGN-ADDENDUM',
    source: 'design: an addendum owes the difference of the two totals',
    amount,
    rounding: 'NONE',
  })
  const jkk = after.jkk - before.jkk
  const jkm = after.jkm - before.jkm
  return {
    before,
    after,
    jkk,
    jkm,
    total: jkk + jkm,
    trace: original.skipTrace === true ? [] : [step('JKK', jkk), step('JKM', jkm)],
  }
}

function assessed(base: Rupiah, lines: SegmentLine[], intro: TraceStep[]): ProjectAssessment {
  const [jkk, jkm] = lines.map((line) => line.amount)
  const reliefApplied = lines.find((line) => line.relief !== undefined)?.relief?.id
  return {
    base,
    jkk: jkk ?? 0,
    jkm: jkm ?? 0,
    total: sumRupiah(lines.map((line) => line.amount)),
    lines,
    ...(reliefApplied !== undefined && { reliefApplied }),
    ruleIds: rulesOfLines(lines),
    trace: intro.length === 0 ? [] : [...intro, ...traceLines(lines)],
  }
}

interface Slice {
  tier: ContractTier
  part: Rupiah
  /** Millionths of a rupiah. */
  JKK: bigint
  JKM: bigint
}

function slicesOf(tiers: readonly ContractTier[], net: Rupiah): Slice[] {
  return tiers.flatMap((tier) => {
    const part = Math.min(net, tier.to ?? net) - tier.from
    if (part <= 0) return []
    const millionths = (ppm: Ppm) => BigInt(part) * BigInt(ppm)
    return [{ tier, part, JKK: millionths(tier.jkkPpm), JKM: millionths(tier.jkmPpm) }]
  })
}

/** Contracts older than the slices are counted by the first ones when they are registered. */
function contractPeriod(tables: RateTables, question: ContractQuestion): Period | undefined {
  if (question.period !== undefined) return question.period
  if (question.contractDate === undefined) return undefined
  const month = periodOfDate(question.contractDate)
  const first = tables.jakon.contractTiers.map((one) => one.effectiveFrom).sort()[0] ?? month
  return month < first ? first : month
}

function tiersFor(tables: RateTables, period: Period | undefined) {
  const { contractTiers } = tables.jakon
  const what = 'slices of contract values'
  return period === undefined
    ? getNewest(contractTiers, what)
    : getEffective(contractTiers, period, what)
}
