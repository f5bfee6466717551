import { traceOfBasis } from '#shared/commands/bills/assessBasis'
import { traceOfLines, workersOf } from '#shared/commands/bills/traceOfLines'
import { fineOf, principalByProgramme } from '#shared/commands/codes/quote'
import { reliefsOfBill, tablesOfBill } from '#shared/commands/rates/tablesOfBill'
import type { TraceStep } from '#shared/domain/contributions/trace'
import { addDays } from '#shared/domain/calendar/localDate'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Payer as Bearer } from '#shared/domain/programmes'
import { formatPhone } from '#shared/domain/identity/phone'
import type {
  Addressee,
  BillingLetterData,
  BillingLetterRow,
  ContactPerson,
  Letterhead,
  LetterItem,
  PrintedPaymentCode,
  StatementBill,
  StatementData,
  StatementProgrammeLine,
  WorkerAnnex,
  WorkerLine,
} from '#shared/letters/types'
import type { Payer } from '#shared/commands/payers/payer'
import { isEmployerBill, type Bill, type BillLine } from '#shared/model/bill'
import type { Programme } from '#shared/model/common'
import type { Branch, Officer } from '#shared/model/branch'
import type { Letter } from '#shared/model/letter'
import type { CodedBill, PaymentCode } from '#shared/model/paymentCode'
import { promisedUntil } from '../paymentCodes'
import { aboutBasis, addressOf, basisLines, identityOf } from './basisPaper'

/** Every row that a paper shows. */
export interface PaperRows {
  /** Shipped tables first, those in force last. */
  readonly tables: readonly RateTables[]
  readonly branch: Branch
  readonly payer: Payer
  readonly code: PaymentCode
  /** The code's bills, oldest first, each with its frozen lines. */
  readonly bills: readonly { readonly bill: Bill; readonly lines: readonly BillLine[] }[]
  readonly officer: Officer | undefined
  /** False: the server has not confirmed the code. */
  readonly confirmed: boolean
}

/** Days an employer is given to settle after a billing letter. */
const DAYS_TO_PAY = 7

/**
 * The paper for a code, ready to be drawn. Figures are the frozen ones of bills and code.
 * @param date local date of the paper
 * @param copyNumber 1 for the first print
 */
export function paperOf(
  kind: Letter['kind'],
  rows: PaperRows,
  date: string,
  copyNumber: number,
): LetterItem {
  return kind === 'STATEMENT'
    ? { type: 'STATEMENT', data: statement(rows, date, copyNumber) }
    : { type: 'BILLING_LETTER', data: billingLetter(rows, date, copyNumber) }
}

function billingLetter(rows: PaperRows, date: string, copyNumber: number): BillingLetterData {
  const tables = tablesNow(rows)
  const letterRows = rows.bills.map(({ bill }) =>
    letterRow(tables, bill, partOf(rows.code, bill), date),
  )
  const sum = (pick: (row: BillingLetterRow) => number) =>
    letterRows.reduce((total, row) => total + pick(row), 0)
  const newest = rows.bills.at(-1)?.bill
  if (!newest) throw new Error('a code covers at least one bill')
  return {
    letterhead: letterhead(rows.branch),
    place: rows.branch.city,
    date,
    nature: 'Segera',
    addressee: addressee(rows.payer),
    asOf: date,
    rows: letterRows,
    totals: {
      JKK: sum((row) => row.JKK),
      JKM: sum((row) => row.JKM),
      JHT: sum((row) => row.JHT),
      JP: sum((row) => row.JP),
      principal: sum((row) => row.principal),
      fine: sum((row) => row.fine),
      total: sum((row) => row.total),
    },
    finePpmPerMonth: fineOf(tables, newest, date).ratePpmPerMonth,
    paymentCode: printedCode(rows),
    payBy: payByOf(rows, date),
    ...contactOf(rows.officer),
    signatory: { title: rows.branch.headTitle, name: rows.branch.headName },
    carbonCopies: ['Kepala Bidang Kepesertaan', 'Arsip'],
    // Numbered and signed only after approval.
    watermark: 'DRAF',
    copyNumber,
    annex: rows.bills.map(({ bill, lines }): WorkerAnnex => ({
      period: bill.period,
      workers: annexWorkers(traceOf(rows, bill, lines), lines),
    })),
  }
}

/** A few days for what is late; what is not yet due has until its due date. */
function payByOf({ bills, code, confirmed }: PaperRows, date: string): string {
  const end = promisedUntil(code, confirmed)
  const isLate = bills.some(({ bill }) => bill.effectiveDueDate < date)
  const soon = addDays(date, DAYS_TO_PAY)
  return isLate && soon < end ? soon : end
}

function letterRow(
  tables: RateTables,
  bill: Bill,
  part: CodedBill,
  date: string,
): BillingLetterRow {
  const amounts = principalByProgramme(bill)
  return {
    period: bill.period,
    JKK: amounts.JKK ?? 0,
    JKM: amounts.JKM ?? 0,
    JHT: amounts.JHT ?? 0,
    JP: amounts.JP ?? 0,
    principal: part.principal,
    monthsLate: fineOf(tables, bill, date).monthsLate,
    fine: part.fine,
    total: part.principal + part.fine,
  }
}

function statement(rows: PaperRows, date: string, copyNumber: number): StatementData {
  return {
    letterhead: letterhead(rows.branch),
    addressee: addressee(rows.payer),
    place: rows.branch.city,
    date,
    asOf: date,
    bills: rows.bills.map(({ bill, lines }) => statementBill(rows, bill, lines, date)),
    principal: rows.code.principal,
    fine: rows.code.fine,
    total: rows.code.amount,
    paymentCode: printedCode(rows),
    ...contactOf(rows.officer),
    copyNumber,
  }
}

function statementBill(
  rows: PaperRows,
  bill: Bill,
  lines: readonly BillLine[],
  date: string,
): StatementBill {
  const tables = tablesNow(rows)
  const part = partOf(rows.code, bill)
  const trace = traceOf(rows, bill, lines)
  return {
    period: bill.period,
    dueDate: bill.effectiveDueDate,
    workerCount: bill.workerCount,
    wageTotal: bill.wageTotal,
    ...(bill.basis && { other: aboutBasis(bill, bill.basis, trace) }),
    lines: bill.basis ? basisLines(bill, trace) : programmeLines(trace),
    principal: part.principal,
    monthsLate: fineOf(tables, bill, date).monthsLate,
    fine: part.fine,
    total: part.principal + part.fine,
    workers: annexWorkers(trace, lines),
  }
}

/** The same steps as the screen's explanation and the audit file. */
function traceOf(rows: PaperRows, bill: Bill, lines: readonly BillLine[]): TraceStep[] {
  if (bill.basis) return traceOfBasis(rows.tables, { ...bill, basis: bill.basis }) ?? []
  if (!isEmployerBill(bill)) throw new Error(`bill ${bill.id} has neither workers nor a basis`)
  const { period, riskLevel, programmes } = bill
  const tables = tablesOfBill(rows.tables, bill)
  const relief = reliefsOfBill(tables, bill)
  return traceOfLines(tables, { period, riskLevel, programmes, relief }, lines)
}

function programmeLines(trace: readonly TraceStep[]): StatementProgrammeLine[] {
  return trace.flatMap((step) => {
    const { programme, payer, ppm, base, amount } = step
    if (step.step !== 'CONTRIBUTION' || !programme || !payer) return []
    return [
      {
        programme,
        payer,
        ratePpm: ppm ?? 0,
        base: base ?? 0,
        amount: amount ?? 0,
        regulation: step.source,
      },
    ]
  })
}

/** One row per worker, its amounts taken from the steps that they are part of. */
function annexWorkers(trace: readonly TraceStep[], lines: readonly BillLine[]): WorkerLine[] {
  const rows = new Map(lines.map((line) => [line.membershipId, emptyLine(line)]))
  for (const step of trace) {
    if (!step.programme || !step.payer) continue
    for (const { id, amount } of workersOf(step, lines)) {
      const row = rows.get(id)
      if (!row) continue
      row[annexColumn(step.programme, step.payer)] += amount
      row.total += amount
    }
  }
  return [...rows.values()]
}

function emptyLine(line: BillLine): WorkerLine {
  const { fullName: name, wage } = line
  const amounts = { jkk: 0, jkm: 0, jhtEmployer: 0, jhtWorker: 0, jpEmployer: 0, jpWorker: 0 }
  return { name, wage, ...amounts, total: 0 }
}

function annexColumn(programme: Programme, payer: Bearer) {
  switch (programme) {
    case 'JKK':
      return 'jkk'
    case 'JKM':
      return 'jkm'
    case 'JHT':
      return payer === 'EMPLOYER' ? 'jhtEmployer' : 'jhtWorker'
    case 'JP':
      return payer === 'EMPLOYER' ? 'jpEmployer' : 'jpWorker'
  }
}

function letterhead(branch: Branch): Letterhead {
  return {
    ...(branch.letterheadTitle && { organisation: branch.letterheadTitle }),
    office: branch.name,
    address: branch.address,
    contact: formatPhone(branch.phone),
    ...(branch.letterheadNote && { notice: branch.letterheadNote }),
  }
}

function addressee(payer: Payer): Addressee {
  const { name } = payer
  switch (payer.kind) {
    case 'EMPLOYER': {
      const { npp, division, address, regency: city } = payer.row
      return { name, ...(npp && { npp }), division, address, city }
    }
    case 'BPU':
    case 'PROJECT':
      return { name, ...addressOf(payer), other: identityOf(payer) }
  }
}

function printedCode({ code, confirmed }: PaperRows): PrintedPaymentCode {
  return {
    code: code.code,
    amount: code.amount,
    validUntil: promisedUntil(code, confirmed),
    provisional: !confirmed,
  }
}

function contactOf(officer: Officer | undefined): { contact?: ContactPerson } {
  if (!officer) return {}
  return {
    contact: { name: officer.name, ...(officer.phone && { phone: formatPhone(officer.phone) }) },
  }
}

function tablesNow({ tables }: PaperRows): RateTables {
  const newest = tables.at(-1)
  if (!newest) throw new Error('there are no tables at all')
  return newest
}

function partOf(code: PaymentCode, bill: Bill): CodedBill {
  const part = code.parts.find(({ billId }) => billId === bill.id)
  if (!part) throw new Error(`code ${code.id} does not cover bill ${bill.id}`)
  return part
}
