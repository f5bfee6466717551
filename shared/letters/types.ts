/**
 * What a letter is made from. Everything here is data: amounts are integer rupiah, dates are local
 * ISO dates (`YYYY-MM-DD`), periods are `YYYY-MM`. Nothing is formatted yet (see `content/`), nothing
 * is computed here: the figures come from the bill as it was finalised.
 */

/** Head of the paper. Neutral by default: the office configures its own text, the product claims none. */
export interface Letterhead {
  /** First line, e.g. the name of the organisation; left out when the office has not set one. */
  organisation?: string
  /** e.g. `KANTOR CABANG CONTOH` */
  office: string
  address: string
  /** One line: telephone, website. */
  contact?: string
  /** Printed under the head and at the foot of every page, e.g. `Contoh — bukan dokumen resmi`. */
  notice?: string
}

/** The payer a letter is addressed to. */
export interface Addressee {
  name: string
  /** Absent until the server has issued it; printed as "(belum terbit)". */
  npp?: string
  /** Division of an employer, e.g. `000`. */
  division?: string
  /** Of a payer that is no employer: what it is, and how it is told from others. */
  other?: { role: string; label: string; identity: string }
  address: string
  city: string
}

/** Rupiah per programme, both payers together. */
export interface ProgrammeAmounts {
  JKK: number
  JKM: number
  JHT: number
  JP: number
}

/** One unpaid bill in a billing letter. */
export interface BillingLetterRow extends ProgrammeAmounts {
  period: string
  principal: number
  /** Started months of delay on the position date (`asOf`). */
  monthsLate: number
  fine: number
  total: number
}

export interface BillingLetterTotals extends ProgrammeAmounts {
  principal: number
  fine: number
  total: number
}

/** Payment code as printed. 12 digits of our own, or an external code of 8–20 characters. */
export interface PrintedPaymentCode {
  code: string
  /** Exactly what must be paid through this code, rupiah. */
  amount: number
  validUntil: string
  /** True while no server has confirmed the code: the paper then says so. */
  provisional: boolean
}

/** One worker in an annex. There is deliberately no field for the NIK: paper travels. */
export interface WorkerLine {
  /** Membership number; absent while the card is not issued. */
  kpj?: string
  name: string
  wage: number
  jkk: number
  jkm: number
  jhtEmployer: number
  jhtWorker: number
  jpEmployer: number
  jpWorker: number
  total: number
}

/** Workers of one bill. */
export interface WorkerAnnex {
  period: string
  workers: WorkerLine[]
}

export interface Signatory {
  /** Office title, e.g. `Kepala Kantor Cabang`. */
  title: string
  name: string
}

export interface ContactPerson {
  name: string
  role?: string
  phone?: string
  /** e.g. `pukul 08.00–16.00 WIB` */
  hours?: string
}

/** Surat Penagihan Iuran: a letter that asks an employer to settle unpaid contributions and fines. */
export interface BillingLetterData {
  letterhead: Letterhead
  /** Registered number; absent on a draft, printed as "(draf)". */
  number?: string
  place: string
  date: string
  /** Sifat, e.g. `Segera`. */
  nature: string
  /** Lampiran; derived from `annex` when left out. */
  attachments?: string
  /** Hal; derived from the periods when left out. */
  subject?: string
  addressee: Addressee
  /** Position date of the arrears and of the fine. */
  asOf: string
  rows: BillingLetterRow[]
  totals: BillingLetterTotals
  /** Late fine per started month, ppm of the contribution (20 000 = 2 %). */
  finePpmPerMonth: number
  /** Absent when the letter is written before a code exists. */
  paymentCode?: PrintedPaymentCode
  payBy: string
  contact?: ContactPerson
  signatory: Signatory
  carbonCopies: string[]
  watermark?: 'DRAF'
  /** 2 for the first reprint: printed as "SALINAN ke-2". 1 and absent print nothing. */
  copyNumber?: number
  annex?: WorkerAnnex[]
}

/** One line of a statement: what one payer owes for one programme. */
export interface StatementProgrammeLine {
  programme: 'JKK' | 'JKM' | 'JHT' | 'JP'
  payer: 'EMPLOYER' | 'WORKER'
  /** Absent where the amount comes from a table or from slices. */
  ratePpm?: number
  /** Sum of the wage bases the rate was applied to (for JP: capped wages), rupiah. */
  base?: number
  /** Who pays, where it is no employer or worker. */
  payerName?: string
  amount: number
  /** Source of the rate as in the rate table; printed short (`PP 44/2015 Pasal 16`). */
  regulation: string
}

/** One bill in a statement. */
/** One step from what was declared to what is owed, in words; amounts in rupiah. */
export interface StatementStep {
  text: string
  formula?: string
  amount?: number
}

export interface StatementBill {
  period: string
  /** Of a bill that is no month of an employer: its name, what it is computed from, and how. */
  other?: { name: string; about: string; steps: StatementStep[] }
  /** Due date after rolling over weekends and holidays. */
  dueDate: string
  workerCount: number
  wageTotal: number
  lines: StatementProgrammeLine[]
  principal: number
  monthsLate: number
  fine: number
  total: number
  workers: WorkerLine[]
}

/** Rincian tagihan: figures and payment code of one or more bills. Needs no signature. */
export interface StatementData {
  letterhead: Letterhead
  addressee: Addressee
  place: string
  /** Date of printing. */
  date: string
  /** Position date of the fine. */
  asOf: string
  bills: StatementBill[]
  principal: number
  fine: number
  total: number
  paymentCode?: PrintedPaymentCode
  /** How to pay, one step each; a neutral default is used when empty. */
  howToPay?: string[]
  contact?: ContactPerson
  watermark?: 'DRAF'
  copyNumber?: number
}

/** Anything this package can put on paper. */
export type LetterItem =
  { type: 'BILLING_LETTER'; data: BillingLetterData } | { type: 'STATEMENT'; data: StatementData }
