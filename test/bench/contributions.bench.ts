/**
 * One branch, one month: 300,000 workers in one process. The yardstick, in the same run, is a
 * bare loop that only multiplies, rounds and adds over the same wages, in the same columns. The
 * second figure is the bill with an object per worker, as a single employer is assessed.
 *
 * Memory is what the results of the whole branch keep alive, nothing dropped on the way: heap and
 * typed arrays (which lie outside the heap) after a collection, without the input, for the loop's
 * columns, for the engine's columns and for the bills. Median of several measurements.
 */
import { assessBill, type BillWorker } from '#shared/domain/contributions/assessBill'
import { assessColumns } from '#shared/domain/contributions/assessColumns'
import type { RiskLevel } from '#shared/domain/programmes'
import { rateTables } from '#shared/reference/tables'
import { keptBytes, median, milliseconds } from './measure'

const WORKERS = 300_000
const PER_EMPLOYER = 25
const ROUNDS = 7
const PERIOD = '2026-05'
const programmes = ['JKK', 'JKM', 'JHT', 'JP'] as const

interface BenchEmployer {
  readonly riskLevel: RiskLevel
  readonly workers: readonly BillWorker[]
}

const employers = makeEmployers()
const columns = employers.map(({ riskLevel, workers }) => ({
  riskLevel,
  wages: Float64Array.from(workers, ({ wage }) => wage),
  birthDates: workers.map(({ birthDate }) => birthDate),
}))
const branches = branchColumns()
const bare: number[] = []
const inColumns: number[] = []
const asBills: number[] = []
const totals = new Set<number>()
for (let round = 0; round < ROUNDS; round++) {
  bare.push(milliseconds(() => totals.add(bareLoop().total)))
  inColumns.push(milliseconds(() => totals.add(totalOf(branchInColumns()))))
  asBills.push(milliseconds(() => totals.add(totalOf(branchAsBills()))))
}
if (totals.size !== 1) throw new Error(`totals differ: ${[...totals].join(', ')}`)

const kept = {
  bareLoop: medianBytes(bareLoop),
  columns: medianBytes(branchInColumns),
  bills: medianBytes(branchAsBills),
}
const large = {
  riskLevel: 3 as const,
  workers: employers.flatMap(({ workers }) => workers).slice(0, 2000),
}
const oneSmall = Array.from({ length: 200 }, (_, n) => milliseconds(() => assess(employers[n]!)))
const oneLarge = Array.from({ length: 30 }, () => milliseconds(() => assess(large)))

console.log(
  JSON.stringify(
    {
      benchmark: 'contributions',
      workers: WORKERS,
      employers: employers.length,
      total: [...totals][0],
      bareLoopMs: median(bare),
      columnsMs: median(inColumns),
      columnsToBareLoop: median(inColumns.map((time, round) => time / bare[round]!)),
      billsMs: median(asBills),
      billsToBareLoop: median(asBills.map((time, round) => time / bare[round]!)),
      bareLoopKeptMb: megabytes(kept.bareLoop),
      columnsKeptMb: megabytes(kept.columns),
      columnsKeptToBareLoop: ratio(kept.columns, kept.bareLoop),
      columnsKeptBytesPerWorker: Math.round(kept.columns / WORKERS),
      billsKeptMb: megabytes(kept.bills),
      billsKeptToBareLoop: ratio(kept.bills, kept.bareLoop),
      billsKeptBytesPerWorker: Math.round(kept.bills / WORKERS),
      oneEmployerOf25Ms: median(oneSmall),
      oneEmployerOf2000Ms: median(oneLarge),
    },
    null,
    2,
  ),
)

function assess({ riskLevel, workers }: BenchEmployer) {
  return assessBill(rateTables, { period: PERIOD, riskLevel, programmes, workers })
}

/** Every bill of the branch with its lines. */
function branchAsBills() {
  return employers.map((employer) => assess(employer))
}

/** Employers of one risk level share their rates, so they are assessed together. */
function branchInColumns() {
  return branches.map((branch) =>
    assessColumns(rateTables, { period: PERIOD, programmes, ...branch }),
  )
}

function totalOf(results: ReadonlyArray<{ readonly total: number }>): number {
  return results.reduce((sum, { total }) => sum + total, 0)
}

/** The same sums without checks, ages or rules, written to columns as well. */
function bareLoop() {
  const jkkPpm = [0, 2400, 5400, 8900, 12700, 17400]
  const amounts: Float64Array[] = []
  let total = 0
  const add = (bases: Float64Array, ppm: number) => {
    const shares = new Float64Array(bases.length)
    for (let n = 0; n < bases.length; n++) total += shares[n] = rounded(bases[n]!, ppm)
    amounts.push(shares)
  }
  for (const { riskLevel, wages } of branches) {
    const jpBases = new Float64Array(wages.length)
    for (let n = 0; n < wages.length; n++) jpBases[n] = Math.min(wages[n]!, 11_086_300)
    for (const ppm of [jkkPpm[riskLevel]!, 3000, 37_000, 20_000]) add(wages, ppm)
    for (const ppm of [20_000, 10_000]) add(jpBases, ppm)
    amounts.push(jpBases)
  }
  return { total, amounts }
}

function medianBytes(work: () => unknown): number {
  return median(Array.from({ length: 3 }, () => keptBytes(work)))
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10
}

function ratio(value: number, yardstick: number): number {
  return Math.round((value / yardstick) * 100) / 100
}

function branchColumns() {
  return ([1, 2, 3, 4, 5] as const).map((riskLevel) => {
    const own = columns.filter((employer) => employer.riskLevel === riskLevel)
    return {
      riskLevel,
      wages: Float64Array.from(own.flatMap(({ wages }) => [...wages])),
      birthDates: own.flatMap(({ birthDates }) => birthDates),
    }
  })
}

function rounded(base: number, ppm: number): number {
  return Math.floor((base * ppm * 2 + 1_000_000) / 2_000_000)
}

function makeEmployers(): BenchEmployer[] {
  let state = 12_345
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state % below
  }
  return Array.from({ length: WORKERS / PER_EMPLOYER }, (_, e) => ({
    riskLevel: ((e % 5) + 1) as RiskLevel,
    workers: Array.from({ length: PER_EMPLOYER }, (_w, n) => ({
      id: `${e}-${n}`,
      wage: 2_000_000 + next(18_000_000),
      birthDate: `19${70 + next(30)}-0${1 + next(9)}-1${next(10)}`,
    })),
  }))
}
