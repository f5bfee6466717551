import { formatDateLong } from '../../domain/calendar/localDate'
import { formatPeriod } from '../../domain/calendar/period'
import { formatAmount, formatRupiah } from '../../domain/money'
import { terbilang } from '../../domain/terbilang'
import type { Block, Column, LetterDocument } from '../blocks'
import type { StatementBill, StatementData, StatementProgrammeLine, StatementStep } from '../types'
import { citeRegulation } from './citation'
import { assertStatementFigures } from './figures'
import {
  codePanel,
  contactSentence,
  copyMark,
  formatRate,
  glue,
  headOf,
  identityLine,
} from './parts'
import { describePeriods } from './periods'
import { workerAnnexBlocks } from './workerAnnex'

/**
 * Rincian tagihan as blocks: what is owed per programme and payer, and how to pay it. Pure.
 * @throws LetterFigureError when lines, workers or totals do not add up
 */
export function statementDocument(data: StatementData): LetterDocument {
  assertStatementFigures(data)
  const { addressee } = data
  const { other } = addressee
  const periods = describePeriods(data.bills.map(({ period }) => period))
  return {
    title: `Rincian Tagihan Iuran ${periods} - ${addressee.name}`,
    head: headOf(data.letterhead),
    running: `Rincian tagihan · ${periods} · ${addressee.name} · ${identityLine(addressee)}`,
    watermark: data.watermark,
    copyMark: copyMark(data.copyNumber),
    blocks: [
      { kind: 'title', text: 'Rincian Tagihan Iuran', subtitle: `Bulan ${periods}` },
      {
        kind: 'fields',
        right: `${data.place}, ${formatDateLong(data.date)}`,
        rows: [
          { label: other?.role ?? 'Pemberi kerja', value: [{ bold: addressee.name }] },
          other
            ? { label: other.label, value: [other.identity] }
            : { label: 'NPP / Divisi', value: [identityLine(addressee).replace(/^NPP /, '')] },
          {
            label: 'Alamat',
            value: [[addressee.address, addressee.city].filter(Boolean).join(', ')],
          },
        ],
      },
      ...data.bills.flatMap((bill, place) => billBlocks(bill, data.bills.slice(0, place))),
      ...(data.bills.length > 1 ? summaryBlocks(data) : []),
      {
        kind: 'paragraph',
        runs: [
          'Jumlah yang harus dibayar: ',
          { bold: formatRupiah(data.total) },
          ` (${terbilang(data.total)}).`,
        ],
        keepWithNext: data.paymentCode !== undefined,
      },
      ...paymentBlocks(data),
      ...(data.contact
        ? [{ kind: 'paragraph' as const, runs: contactSentence(data.contact) }]
        : []),
      {
        kind: 'paragraph',
        small: true,
        runs: [
          `Angka menurut keadaan per ${formatDateLong(data.asOf)}. Iuran dibulatkan ke rupiah penuh untuk ` +
            `setiap ${other ? 'program' : 'tenaga kerja, program, dan penanggung'}, lalu dijumlahkan. ` +
            'Rincian ini dicetak dari sistem dan tidak memerlukan tanda tangan.',
        ],
      },
      ...workerAnnexBlocks(
        data.bills.filter(({ workers }) => workers.length > 0),
        'Rincian Iuran per Tenaga Kerja',
        `${addressee.name} · ${identityLine(addressee)}`,
      ),
    ],
  }
}

const programmeNames: Record<StatementProgrammeLine['programme'], string> = {
  JKK: 'JKK, Jaminan Kecelakaan Kerja',
  JKM: 'JKM, Jaminan Kematian',
  JHT: 'JHT, Jaminan Hari Tua',
  JP: 'JP, Jaminan Pensiun',
}

const payerNames: Record<StatementProgrammeLine['payer'], string> = {
  EMPLOYER: 'Pemberi kerja',
  WORKER: 'Pekerja',
}

const columns: Column[] = [
  { head: 'Program', align: 'left', wrapAt: 30 },
  { head: 'Penanggung', align: 'left', wrapAt: 18 },
  { head: 'Dasar hukum', align: 'left', wrapAt: 26 },
  { head: 'Dasar upah', align: 'right' },
  { head: 'Tarif', align: 'right' },
  { head: 'Iuran', align: 'right' },
]

/** A bill of a member or project: its rates stand in the steps below it. */
const otherColumns: Column[] = [
  { head: 'Program', align: 'left', wrapAt: 34 },
  { head: 'Penanggung', align: 'left', wrapAt: 22 },
  { head: 'Dasar hukum', align: 'left', wrapAt: 40 },
  { head: 'Iuran', align: 'right' },
]

const stepColumns: Column[] = [
  { head: 'Cara menghitung', align: 'left', wrapAt: 60 },
  { head: 'Perkalian', align: 'left', wrapAt: 40 },
  { head: 'Jumlah', align: 'right' },
]

/** @param before the bills that stand above it */
function billBlocks(bill: StatementBill, before: readonly StatementBill[]): Block[] {
  return [
    { kind: 'heading', text: nameOf(bill) },
    {
      kind: 'paragraph',
      runs: [
        `${bill.other?.about ?? workersOf(bill)} Jatuh tempo `,
        { bold: glue(formatDateLong(bill.dueDate)) },
        bill.monthsLate > 0 ? `; terlambat ${bill.monthsLate} bulan.` : '.',
      ],
      keepWithNext: true,
    },
    bill.other ? otherTable(bill) : employerTable(bill),
    ...(bill.other ? stepBlocks(bill.other.steps, before) : []),
  ]
}

function nameOf({ other, period }: StatementBill): string {
  return other?.name ?? `Bulan iuran ${formatPeriod(period)}`
}

function employerTable(bill: StatementBill): Block {
  return {
    kind: 'table',
    columns,
    rows: [
      ...bill.lines.map((line) => [
        ...wordsOf(line),
        line.base === undefined ? '-' : formatAmount(line.base),
        line.ratePpm === undefined ? '-' : formatRate(line.ratePpm),
        formatAmount(line.amount),
      ]),
      ['Jumlah iuran', '', '', '', '', formatAmount(bill.principal)],
      ['Denda keterlambatan', '', '', '', '', formatAmount(bill.fine)],
    ],
    total: ['Total', '', '', '', '', formatAmount(bill.total)],
  }
}

function otherTable(bill: StatementBill): Block {
  return {
    kind: 'table',
    columns: otherColumns,
    rows: [
      ...bill.lines.map((line) => [...wordsOf(line), formatAmount(line.amount)]),
      ...(bill.fine > 0
        ? [
            ['Jumlah iuran', '', '', formatAmount(bill.principal)],
            ['Denda keterlambatan', '', '', formatAmount(bill.fine)],
          ]
        : []),
    ],
    total: ['Total', '', '', formatAmount(bill.total)],
  }
}

function wordsOf(line: StatementProgrammeLine): string[] {
  return [
    programmeNames[line.programme],
    line.payerName ?? payerNames[line.payer],
    citeRegulation(line.regulation, line.programme),
  ]
}

/** Fewer shared steps than this are not worth pointing to. */
const WORTH_SHARING = 3

/** The steps, once: what another bill above began with as well is only pointed to. */
function stepBlocks(steps: readonly StatementStep[], before: readonly StatementBill[]): Block[] {
  if (steps.length === 0) return []
  const [like] = before
    .map((bill) => ({ bill, shared: sharedSteps(steps, bill.other?.steps ?? []) }))
    .filter(({ shared }) => shared >= WORTH_SHARING)
    .sort((a, b) => b.shared - a.shared)
  const own = steps.slice(like?.shared ?? 0)
  const pointer: Block = {
    kind: 'paragraph',
    small: true,
    runs: [
      `Cara menghitung: seperti ${like ? nameOf(like.bill) : ''}${own.length > 0 ? ', lalu:' : '.'}`,
    ],
    keepWithNext: own.length > 0,
  }
  const table: Block = {
    kind: 'table',
    dense: true,
    columns: stepColumns,
    rows: own.map(({ text, formula, amount }) => [
      text,
      formula ?? '',
      amount === undefined ? '' : formatAmount(amount),
    ]),
  }
  return [...(like ? [pointer] : []), ...(own.length > 0 ? [table] : [])]
}

/** How many steps two bills have in common from the first on. */
function sharedSteps(a: readonly StatementStep[], b: readonly StatementStep[]): number {
  const differs = a.findIndex((step, place) => JSON.stringify(step) !== JSON.stringify(b[place]))
  return differs < 0 ? a.length : differs
}

function workersOf({ workerCount, wageTotal }: StatementBill): string {
  return `${formatAmount(workerCount)} tenaga kerja, jumlah upah ${formatRupiah(wageTotal)}.`
}

const summaryColumns: Column[] = [
  { head: 'Bulan', align: 'left', wrapAt: 20 },
  { head: 'Jatuh tempo', align: 'left', wrapAt: 24 },
  { head: 'Iuran', align: 'right' },
  { head: 'Denda', align: 'right' },
  { head: 'Total', align: 'right' },
]

function summaryBlocks(data: StatementData): Block[] {
  return [
    { kind: 'heading', text: 'Ringkasan' },
    {
      kind: 'table',
      columns: summaryColumns,
      rows: data.bills.map((bill) => [
        bill.other?.name ?? formatPeriod(bill.period),
        formatDateLong(bill.dueDate),
        formatAmount(bill.principal),
        formatAmount(bill.fine),
        formatAmount(bill.total),
      ]),
      total: [
        'Jumlah',
        '',
        formatAmount(data.principal),
        formatAmount(data.fine),
        formatAmount(data.total),
      ],
      keepWithNext: true,
    },
  ]
}

const howToPayOf = (role: string) => [
  'Sebutkan atau pindai kode bayar di atas di bank, kantor pos, atau kanal pembayaran mitra.',
  `Cocokkan nama ${role.toLowerCase()} dan jumlahnya, lalu bayar tepat sebesar yang tertera.`,
  'Simpan bukti bayar. Setelah lunas, kode bayar tidak dapat dipakai lagi.',
]

function paymentBlocks({ paymentCode, howToPay, addressee }: StatementData): Block[] {
  if (!paymentCode) {
    return [
      { kind: 'paragraph', runs: ['Kode bayar belum diterbitkan. Mintalah kepada kantor kami.'] },
    ]
  }
  const steps = howToPay?.length ? howToPay : howToPayOf(addressee.other?.role ?? 'pemberi kerja')
  return [
    codePanel(paymentCode),
    { kind: 'paragraph', small: true, runs: [{ bold: 'Cara membayar' }], keepWithNext: true },
    { kind: 'list', items: steps.map((step) => [step]), small: true },
  ]
}
