import { readFileSync } from 'node:fs'
import type { LetterFonts } from '#shared/letters/render/fonts'
import type {
  Addressee,
  BillingLetterData,
  BillingLetterRow,
  Letterhead,
  StatementData,
  WorkerLine,
} from '#shared/letters/types'

/** Fictional sample data for letter tests. Nobody and nothing in here exists. */

export const fonts: LetterFonts = {
  regular: new Uint8Array(readFileSync(fontFile('Regular'))),
  bold: new Uint8Array(readFileSync(fontFile('Bold'))),
}

export const createdAt = '2026-07-20T02:30:00.000Z'

export const letterhead: Letterhead = {
  office: 'KANTOR CABANG CONTOH',
  address: 'Jalan Contoh Raya Nomor 1, Kabupaten Contoh 61300',
  contact: 'Telepon (0321) 000000',
  notice: 'Contoh — bukan dokumen resmi',
}

export const addressee: Addressee = {
  name: 'PT Contoh Karya Mandiri',
  npp: '99000123',
  division: '000',
  address: 'Jalan Melati Nomor 10',
  city: 'Kabupaten Contoh',
}

/** Worker at risk level 3 with a wage at which every share is a whole number of rupiah. */
export function workerOf(index: number): WorkerLine {
  return {
    kpj: index % 7 === 3 ? undefined : `2600${String(index).padStart(7, '0')}`,
    name: `PEKERJA CONTOH ${index + 1}`,
    wage: 7_000_000,
    jkk: 62_300,
    jkm: 21_000,
    jhtEmployer: 259_000,
    jhtWorker: 140_000,
    jpEmployer: 140_000,
    jpWorker: 70_000,
    total: 692_300,
  }
}

export function workers(count: number): WorkerLine[] {
  return Array.from({ length: count }, (_, index) => workerOf(index))
}

export function billingLetter(rows: BillingLetterRow[]): BillingLetterData {
  const sum = (key: Exclude<keyof BillingLetterRow, 'period' | 'monthsLate'>) =>
    rows.reduce((total, row) => total + row[key], 0)
  const totals = {
    JKK: sum('JKK'),
    JKM: sum('JKM'),
    JHT: sum('JHT'),
    JP: sum('JP'),
    principal: sum('principal'),
    fine: sum('fine'),
    total: sum('total'),
  }
  return {
    letterhead,
    number: 'B/0412/072026',
    place: 'Contoh',
    date: '2026-07-20',
    nature: 'Segera',
    addressee,
    asOf: '2026-07-20',
    rows,
    totals,
    finePpmPerMonth: 20_000,
    paymentCode: {
      code: '151600004122',
      amount: totals.total,
      validUntil: '2026-08-15',
      provisional: false,
    },
    payBy: '2026-07-27',
    contact: {
      name: 'Sdr. Ayu Contoh',
      role: 'Account Representative',
      phone: '0812-0000-0000',
      hours: 'pukul 08.00–16.00 WIB',
    },
    signatory: { title: 'Kepala Kantor Cabang', name: 'Budi Contoh' },
    carbonCopies: ['Kepala Bidang Kepesertaan', 'Arsip'],
  }
}

export function rowOf(period: string, monthsLate: number): BillingLetterRow {
  const amounts = { JKK: 1_246_000, JKM: 420_000, JHT: 7_980_000, JP: 4_200_000 }
  const principal = 13_846_000
  const fine = 276_920 * monthsLate
  return { period, ...amounts, principal, monthsLate, fine, total: principal + fine }
}

/** Statement of one month for `count` of the workers above, not yet due. */
export function statement(count: number): StatementData {
  const list = workers(count)
  const base = count * 7_000_000
  const line = (
    programme: 'JKK' | 'JKM' | 'JHT' | 'JP',
    payer: 'EMPLOYER' | 'WORKER',
    ratePpm: number,
    each: number,
    regulation: string,
  ) => ({ programme, payer, ratePpm, base, amount: each * count, regulation })
  const principal = 692_300 * count
  return {
    letterhead,
    addressee,
    place: 'Contoh',
    date: '2026-07-20',
    asOf: '2026-07-20',
    bills: [
      {
        period: '2026-07',
        dueDate: '2026-08-18',
        workerCount: count,
        wageTotal: base,
        lines: [
          line('JKK', 'EMPLOYER', 8_900, 62_300, 'PP 44/2015 Art. 16'),
          line('JKM', 'EMPLOYER', 3_000, 21_000, 'PP 44/2015 Art. 18'),
          line('JHT', 'EMPLOYER', 37_000, 259_000, 'PP 46/2015 Art. 16'),
          line('JHT', 'WORKER', 20_000, 140_000, 'PP 46/2015 Art. 16'),
          line('JP', 'EMPLOYER', 20_000, 140_000, 'PP 45/2015 Art. 28'),
          line('JP', 'WORKER', 10_000, 70_000, 'PP 45/2015 Art. 28'),
        ],
        principal,
        monthsLate: 0,
        fine: 0,
        total: principal,
        workers: list,
      },
    ],
    principal,
    fine: 0,
    total: principal,
    paymentCode: {
      code: '151600004122',
      amount: principal,
      validUntil: '2026-08-18',
      provisional: true,
    },
  }
}

function fontFile(weight: 'Regular' | 'Bold'): URL {
  return new URL(`../../../resources/fonts/LiberationSans-${weight}.ttf`, import.meta.url)
}
