import type { Period } from '../calendar/period'
import { reliefsInForce } from '../contributions/reliefRates'
import { type Ppm, type Rupiah, roundedQuotient, sumRupiah } from '../money'
import { type BillableProgramme, billableProgrammes, type Segment } from '../programmes'
import type { LateFineRule } from '../rates/calendarRules'
import { findEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'

/**
 * What a fine is computed on when part was paid: the whole contribution of the month (default,
 * "the contribution that should have been paid"), or only what was unpaid after the due date.
 */
export type FineBase = 'FULL_CONTRIBUTION' | 'OUTSTANDING'

export type ProgrammePrincipal = Partial<Record<BillableProgramme, Rupiah>>

interface FineRate {
  ppm: Ppm
  ruleId: string
  source: string
}

/** The rate of each programme; only a relief makes them differ. */
export type FineRates = Record<BillableProgramme, FineRate>

/** The segment's rate for every programme, except where a held relief brings its own. */
export function fineRates(
  tables: RateTables,
  question: {
    segment: Segment
    period: Period
    relief?: string | readonly string[] | undefined
  },
  rule: LateFineRule,
): FineRates {
  const reliefs = reliefsInForce(tables, question.segment, question.period, question.relief)
  const rateOf = (programme: BillableProgramme): FineRate => {
    const own = reliefs
      .map((relief) => relief.lateFines?.filter((fine) => fine.programme === programme) ?? [])
      .map((fines) => findEffective(fines, question.period))
      .find((fine) => fine !== undefined)
    return own === undefined
      ? { ppm: rule.ppmPerMonth, ruleId: rule.id, source: rule.source }
      : { ppm: own.ppmPerMonth, ruleId: own.id, source: own.source }
  }
  return { JKK: rateOf('JKK'), JKM: rateOf('JKM'), JHT: rateOf('JHT'), JP: rateOf('JP') }
}

/** The fine of every programme for some months, in whole rupiah. */
export function programmeFines(
  bill: {
    principalByProgramme: ProgrammePrincipal
    fineBase: FineBase
    outstandingAfterDue: Rupiah
  },
  rates: FineRates,
  months: number,
): ProgrammePrincipal {
  const { principalByProgramme, fineBase, outstandingAfterDue } = bill
  switch (fineBase) {
    case 'FULL_CONTRIBUTION':
      return eachRounded(principalByProgramme, rates, months)
    case 'OUTSTANDING':
      return roundedOnTheTotal(principalByProgramme, outstandingAfterDue, rates, months)
  }
}

function eachRounded(
  principal: ProgrammePrincipal,
  rates: FineRates,
  months: number,
): ProgrammePrincipal {
  return mapProgrammes(principal, (programme, amount) =>
    roundedQuotient(millionths(amount, rates[programme].ppm, months), 1_000_000n),
  )
}

/**
 * The unpaid part lies at the end of the fixed order JKK, JKM, JHT, JP. The total is rounded once;
 * programmes get the differences of running totals, so that they add up to it exactly.
 */
function roundedOnTheTotal(
  principal: ProgrammePrincipal,
  outstandingAfterDue: Rupiah,
  rates: FineRates,
  months: number,
): ProgrammePrincipal {
  let paid = sumRupiah(Object.values(principal)) - outstandingAfterDue
  let running = 0n
  let rounded = 0
  return mapProgrammes(principal, (programme, amount) => {
    const covered = Math.min(paid, amount)
    paid -= covered
    running += millionths(amount - covered, rates[programme].ppm, months)
    const before = rounded
    rounded = roundedQuotient(running, 1_000_000n)
    return rounded - before
  })
}

function millionths(amount: Rupiah, ppm: Ppm, months: number): bigint {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`not an amount to be fined: ${amount}`)
  }
  return BigInt(amount) * BigInt(ppm) * BigInt(months)
}

function mapProgrammes(
  principal: ProgrammePrincipal,
  amountOf: (programme: BillableProgramme, amount: Rupiah) => Rupiah,
): ProgrammePrincipal {
  const result: ProgrammePrincipal = {}
  for (const programme of billableProgrammes) {
    const amount = principal[programme]
    if (amount !== undefined) result[programme] = amountOf(programme, amount)
  }
  return result
}
