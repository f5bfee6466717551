import type { Period } from '../calendar/period'
import { type Rupiah, sumRupiah } from '../money'
import type { BillableProgramme, BpuSector, PaymentRoute } from '../programmes'
import { getEffective } from '../rates/effective'
import type { BpuBracket } from '../rates/otherSegmentRates'
import type { RateTables } from '../rates/rateTables'
import { judgeReliefs, type ReliefFacts, type ReliefVerdict } from './reliefEligibility'
import { reliefsInForce } from './reliefRates'
import { type SegmentLine, segmentLine } from './segmentLines'
import type { TraceStep } from './trace'
import { rulesOfLines, traceLines } from './traceSegment'

export interface BpuQuestion {
  period: Period
  /** Declared income of a month, whole rupiah ≥ 0. */
  monthlyIncome: Rupiah
  withJht: boolean
  /** Employers who insure themselves must take JHT, whatever `withJht` says. */
  isBusinessOwner?: boolean | undefined
  sector: BpuSector
  /** Who pays (default the person); a public budget has no relief of PP 50/2025. */
  route?: PaymentRoute | undefined
  /** First period of the membership and what is paid up; see `ReliefFacts` for what is assumed. */
  memberSince?: Period | undefined
  settledThrough?: ReliefFacts['settledThrough']
  /** Ids of reliefs that were asked for, besides those that apply by themselves. */
  relief?: string | readonly string[] | undefined
  /** Price without any relief, as for months that a relief does not reach. */
  withoutRelief?: boolean | undefined
  skipTrace?: boolean | undefined
}

export interface BpuAssessment {
  period: Period
  bracketNo: number
  /** The bracket's base; income itself is never multiplied. */
  base: Rupiah
  jkk: Rupiah
  jkm: Rupiah
  /** 0 without JHT. */
  jht: Rupiah
  total: Rupiah
  lines: SegmentLine[]
  /** True when JHT was taken because the member is an employer. */
  jhtForced: boolean
  /** Id of the relief that lowered an amount. */
  reliefApplied?: string
  ruleIds: string[]
  trace: TraceStep[]
}

/**
 * The month of a self-employed member: JKK and JHT by income bracket, JKM flat (PP 44/2015
 * Appendix II, PP 46/2015 appendix). Automatic reliefs whose conditions hold apply by themselves;
 * JHT is never lowered. Chosen by the period, so months are priced one by one.
 * @throws RangeError for a negative or fractional income, or a period without rates
 */
export function assessBpu(tables: RateTables, question: BpuQuestion): BpuAssessment {
  const { period } = question
  const jhtForced = question.isBusinessOwner === true && !question.withJht
  const verdicts = question.withoutRelief === true ? [] : reliefVerdicts(tables, question)
  const reliefs = verdicts.filter((one) => one.granted).map((one) => one.relief)
  const { table, row } = findBracket(tables, period, question.monthlyIncome)
  const line = (programme: BillableProgramme, amount: Rupiah, rule: RuleRef) =>
    segmentLine(
      { programme, base: row.base, ruleId: rule.id, source: rule.source },
      BigInt(amount) * 1_000_000n,
      reliefs,
    )
  const jkm = getEffective(tables.bpu.jkmFlat, period, 'JKM amount of the self-employed')
  const lines = [
    line('JKK', row.jkk, table),
    line('JKM', jkm.amount, jkm),
    ...(question.withJht || jhtForced ? [line('JHT', row.jht, table)] : []),
  ]
  const reliefApplied = lines.find((one) => one.relief !== undefined)?.relief?.id
  return {
    period,
    bracketNo: row.no,
    base: row.base,
    jkk: amountOf(lines, 'JKK'),
    jkm: amountOf(lines, 'JKM'),
    jht: amountOf(lines, 'JHT'),
    total: sumRupiah(lines.map((one) => one.amount)),
    lines,
    jhtForced,
    ...(reliefApplied !== undefined && { reliefApplied }),
    ruleIds: rulesOfLines(lines),
    trace:
      question.skipTrace === true
        ? []
        : [
            ...introSteps(tables, question, { table, row, jhtForced, verdicts }),
            ...traceLines(lines),
          ],
  }
}

interface RuleRef {
  id: string
  source: string
}

/**
 * The bracket of an income: from its lower limit up to the next one's; the printed table's holes
 * of up to 999 rupiah belong to the row below them.
 * @throws RangeError for a negative or fractional income
 */
export function findBracket(
  tables: RateTables,
  period: Period,
  income: Rupiah,
): { table: RuleRef; row: BpuBracket } {
  if (!Number.isSafeInteger(income) || income < 0) {
    throw new RangeError(`not an income in whole rupiah: ${income}`)
  }
  const table = getEffective(tables.bpu.brackets, period, 'bracket table of the self-employed')
  const row = table.rows.find((one) => one.incomeBelow === null || income < one.incomeBelow)
  if (row === undefined) throw new RangeError(`no bracket for an income of ${income}`)
  return { table, row }
}

function reliefVerdicts(tables: RateTables, question: BpuQuestion): ReliefVerdict[] {
  const { period, sector, route = 'SELF', memberSince, settledThrough } = question
  const facts: ReliefFacts = {
    sector,
    paidByGovernmentBudget: isGovernmentBudget(route),
    memberSince,
    settledThrough,
  }
  const requested = reliefsInForce(tables, 'BPU', period, question.relief)
  return judgeReliefs(tables, { segment: 'BPU', period, facts }).filter(
    ({ relief }) => relief.automatic || requested.includes(relief),
  )
}

export function isGovernmentBudget(route: PaymentRoute): boolean {
  return route === 'APBN' || route === 'APBD'
}

function introSteps(
  tables: RateTables,
  { period, monthlyIncome }: BpuQuestion,
  found: { table: RuleRef; row: BpuBracket; jhtForced: boolean; verdicts: ReliefVerdict[] },
): TraceStep[] {
  const { table, row, jhtForced, verdicts } = found
  return [
    {
      step: 'INCOME_BRACKET',
      inputs: { monthlyIncome, period, bracket: row.no, incomeFrom: row.incomeFrom },
      ruleId: table.id,
      source: table.source,
      amount: row.base,
      rounding: 'NONE',
    },
    ...(jhtForced
      ? [
          {
            step: 'FORCED_JHT' as const,
            programme: 'JHT' as const,
            inputs: { isBusinessOwner: true },
            ruleId: 'BPU-MANDATORY-JHT',
            source: tables.bpu.mandatoryJhtSource,
            rounding: 'NONE' as const,
          },
        ]
      : []),
    ...verdicts
      .filter((one) => !one.granted && !one.reasons.includes('SECTOR'))
      .map(({ relief, reasons }) => ({
        step: 'RELIEF_REFUSED' as const,
        inputs: { reasons: reasons.join(', ') },
        ruleId: relief.id,
        source: relief.source,
        rounding: 'NONE' as const,
      })),
  ]
}

function amountOf(lines: readonly SegmentLine[], programme: BillableProgramme): Rupiah {
  return lines.find((line) => line.programme === programme)?.amount ?? 0
}
