import { formatDateLong } from '../../domain/calendar/localDate'
import { formatPeriod } from '../../domain/calendar/period'
import { formatAmount, formatRupiah } from '../../domain/money'
import { terbilang } from '../../domain/terbilang'
import type { Block, Column, Inline, LetterDocument } from '../blocks'
import type { BillingLetterData } from '../types'
import { assertBillingFigures } from './figures'
import {
  codePanel,
  contactSentence,
  copyMark,
  formatRate,
  glue,
  headOf,
  identityLine,
  PROVISIONAL,
  shownCode,
} from './parts'
import { describePeriods } from './periods'
import { workerAnnexBlocks } from './workerAnnex'

/**
 * Surat Penagihan Iuran as blocks. Pure: the same data give the same letter.
 * @throws LetterFigureError when rows, totals or annex do not add up
 */
export function billingLetterDocument(data: BillingLetterData): LetterDocument {
  assertBillingFigures(data)
  const number = data.number ?? '(draf)'
  const subject = data.subject ?? defaultSubject(data)
  return {
    title: `${subject} - ${data.addressee.name}`,
    head: headOf(data.letterhead),
    running: `Nomor ${number} · ${subject} · ${data.addressee.name}`,
    watermark: data.watermark,
    copyMark: copyMark(data.copyNumber),
    blocks: [
      {
        kind: 'fields',
        right: `${data.place}, ${formatDateLong(data.date)}`,
        rows: [
          { label: 'Nomor', value: [number] },
          { label: 'Sifat', value: [data.nature] },
          {
            label: 'Lampiran',
            value: [data.attachments ?? (data.annex?.length ? '1 (satu) berkas' : '-')],
          },
          { label: 'Hal', value: [{ bold: subject }] },
        ],
      },
      addressBlock(data),
      { kind: 'paragraph', runs: ['Dengan hormat,'], keepWithNext: true },
      { kind: 'paragraph', runs: opening(data), keepWithNext: true },
      table(data),
      { kind: 'paragraph', runs: totalSentence(data) },
      { kind: 'paragraph', runs: demand(data), keepWithNext: true },
      { kind: 'list', items: terms(data) },
      ...(data.paymentCode ? [codePanel(data.paymentCode)] : []),
      ...(data.contact
        ? [
            {
              kind: 'paragraph' as const,
              runs: contactSentence(data.contact),
              keepWithNext: true,
            },
          ]
        : []),
      { kind: 'paragraph', runs: [CLOSING], keepWithNext: true },
      {
        kind: 'signature',
        title: data.signatory.title,
        name: data.signatory.name,
        note: 'ruang tanda tangan elektronik',
        copies: data.carbonCopies,
        keepWithNext: true,
      },
      { kind: 'paragraph', small: true, runs: [VALIDITY] },
      ...workerAnnexBlocks(
        data.annex ?? [],
        'Lampiran: Rincian Iuran per Tenaga Kerja',
        `${data.addressee.name} · ${identityLine(data.addressee)} · Surat nomor ${number}`,
      ),
    ],
  }
}

const CLOSING =
  'Iuran tepat waktu menjaga perlindungan pekerja. Terima kasih atas kerja sama Saudara.'

const VALIDITY =
  'Surat ini berlaku setelah ditandatangani secara elektronik; aslinya adalah berkas digital.'

function defaultSubject(data: BillingLetterData): string {
  const what = data.totals.fine > 0 ? 'Iuran dan Denda' : 'Iuran'
  return `Penagihan ${what} Bulan ${describePeriods(data.rows.map(({ period }) => period))}`
}

function addressBlock({ addressee }: BillingLetterData): Block {
  return {
    kind: 'lines',
    lines: [
      ['Yth. Pimpinan'],
      [{ bold: addressee.name }],
      [identityLine(addressee)],
      [addressee.address],
      [`di ${addressee.city}`],
    ],
  }
}

function opening(data: BillingLetterData): Inline[] {
  const periods = describePeriods(data.rows.map(({ period }) => period))
  return [
    'Terima kasih telah melindungi para pekerja melalui program jaminan sosial ketenagakerjaan. ',
    `Menurut pembukuan kami per ${glue(formatDateLong(data.asOf))}, iuran bulan ${periods} atas nama `,
    { bold: data.addressee.name },
    ' belum kami terima. Perhitungannya, dalam rupiah, adalah:',
  ]
}

const columns: Column[] = [
  { head: 'No', align: 'right' },
  { head: 'Bulan', align: 'left', wrapAt: 16 },
  { head: 'JKK', align: 'right' },
  { head: 'JKM', align: 'right' },
  { head: 'JHT', align: 'right' },
  { head: 'JP', align: 'right' },
  { head: 'Jumlah iuran', align: 'right' },
  { head: 'Telat (bulan)', align: 'center' },
  { head: 'Denda', align: 'right' },
  { head: 'Total', align: 'right' },
]

function table({ rows, totals }: BillingLetterData): Block {
  const figures = (row: typeof totals) =>
    [row.JKK, row.JKM, row.JHT, row.JP, row.principal].map(formatAmount)
  return {
    kind: 'table',
    columns,
    rows: rows.map((row, index) => [
      String(index + 1),
      formatPeriod(row.period),
      ...figures(row),
      String(row.monthsLate),
      formatAmount(row.fine),
      formatAmount(row.total),
    ]),
    total: [
      '',
      'Jumlah',
      ...figures(totals),
      '',
      formatAmount(totals.fine),
      formatAmount(totals.total),
    ],
    keepWithNext: true,
  }
}

function totalSentence({ totals }: BillingLetterData): Inline[] {
  return [
    'Seluruh kewajiban tersebut berjumlah ',
    { bold: formatRupiah(totals.total) },
    ` (${terbilang(totals.total)}).`,
  ]
}

function demand({ payBy }: BillingLetterData): Inline[] {
  return [
    'Kami mohon kewajiban itu diselesaikan selambat-lambatnya ',
    { bold: glue(formatDateLong(payBy)) },
    ', dengan ketentuan:',
  ]
}

function terms(data: BillingLetterData): Inline[][] {
  return [paymentTerm(data), ...fineTerm(data), ALREADY_PAID]
}

const ALREADY_PAID = [
  'Apabila pembayaran sudah dilakukan sebelum surat ini diterima, surat ini dapat diabaikan; ' +
    'kirimkan bukti bayarnya kepada kami agar segera dicocokkan.',
]

function paymentTerm({ paymentCode }: BillingLetterData): Inline[] {
  if (!paymentCode) return ['Mintalah kode bayar kepada kantor kami sebelum melakukan pembayaran.']
  return [
    'Bayarlah tepat sebesar ',
    formatRupiah(paymentCode.amount),
    ' dengan kode bayar ',
    { bold: glue(shownCode(paymentCode.code)) },
    ' di bank atau kantor pos mitra. Kode berlaku sampai dengan ',
    `${glue(formatDateLong(paymentCode.validUntil))}.`,
    paymentCode.provisional ? ` ${PROVISIONAL}` : '',
  ]
}

function fineTerm({ asOf, finePpmPerMonth, totals }: BillingLetterData): Inline[][] {
  if (finePpmPerMonth === 0) return []
  const counted =
    totals.fine > 0 ? `Denda di atas dihitung sampai dengan ${glue(formatDateLong(asOf))}. ` : ''
  return [
    [
      `${counted}Selama iuran belum lunas, denda bertambah ${formatRate(finePpmPerMonth)} dari iuran ` +
        'untuk setiap bulan keterlambatan berikutnya.',
    ],
  ]
}
