import { sumRupiah } from '../../domain/money'
import type { BillingLetterData, StatementData, WorkerAnnex, WorkerLine } from '../types'

/** The figures of a letter contradict each other. Always a bug of the caller: no such paper is made. */
export class LetterFigureError extends Error {
  override readonly name = 'LetterFigureError'
}

/** Throws LetterFigureError unless rows, totals and annex of a billing letter add up. */
export function assertBillingFigures(data: BillingLetterData): void {
  if (data.rows.length === 0)
    throw new LetterFigureError('a billing letter needs at least one bill')
  for (const row of data.rows) {
    equal(`principal of ${row.period}`, row.JKK + row.JKM + row.JHT + row.JP, row.principal)
    equal(`total of ${row.period}`, row.principal + row.fine, row.total)
  }
  for (const key of ['JKK', 'JKM', 'JHT', 'JP', 'principal', 'fine', 'total'] as const) {
    equal(`sum of ${key}`, sumRupiah(data.rows.map((row) => row[key])), data.totals[key])
  }
  for (const annex of data.annex ?? []) {
    const row = data.rows.find(({ period }) => period === annex.period)
    if (!row) throw new LetterFigureError(`annex of ${annex.period} belongs to no row`)
    assertAnnex(annex, row.principal)
  }
}

/** Throws LetterFigureError unless lines, bills, workers and totals of a statement add up. */
export function assertStatementFigures(data: StatementData): void {
  if (data.bills.length === 0) throw new LetterFigureError('a statement needs at least one bill')
  for (const bill of data.bills) {
    const lines = sumRupiah(bill.lines.map(({ amount }) => amount))
    equal(`lines of ${bill.period}`, lines, bill.principal)
    equal(`total of ${bill.period}`, bill.principal + bill.fine, bill.total)
    if (bill.workers.length === 0) continue
    equal(`workers of ${bill.period}`, bill.workers.length, bill.workerCount)
    equal(
      `wages of ${bill.period}`,
      sumRupiah(bill.workers.map(({ wage }) => wage)),
      bill.wageTotal,
    )
    assertAnnex(bill, bill.principal)
  }
  for (const key of ['principal', 'fine', 'total'] as const) {
    equal(`sum of ${key}`, sumRupiah(data.bills.map((bill) => bill[key])), data[key])
  }
}

function assertAnnex({ period, workers }: WorkerAnnex, principal: number): void {
  for (const worker of workers)
    equal(`worker line in ${period}`, sumRupiah(shares(worker)), worker.total)
  equal(`annex of ${period}`, sumRupiah(workers.map(({ total }) => total)), principal)
}

function shares(worker: WorkerLine): number[] {
  const { jkk, jkm, jhtEmployer, jhtWorker, jpEmployer, jpWorker } = worker
  return [jkk, jkm, jhtEmployer, jhtWorker, jpEmployer, jpWorker]
}

function equal(what: string, found: number, stated: number): void {
  if (found !== stated)
    throw new LetterFigureError(`${what}: parts give ${found}, stated ${stated}`)
}
