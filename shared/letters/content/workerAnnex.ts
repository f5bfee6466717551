import { formatAmount, sumRupiah } from '../../domain/money'
import { formatPeriod } from '../../domain/calendar/period'
import type { Block, Column } from '../blocks'
import type { WorkerAnnex, WorkerLine } from '../types'

/**
 * Contributions per worker and month on landscape pages, after the columns of form F2a. Identity
 * numbers are left out on purpose (UU 27/2022: no more personal data than the purpose needs).
 */
export function workerAnnexBlocks(
  annexes: WorkerAnnex[],
  title: string,
  subtitle: string,
): Block[] {
  if (annexes.length === 0) return []
  return [
    { kind: 'newPage', orientation: 'landscape' },
    { kind: 'title', text: title, subtitle },
    {
      kind: 'paragraph',
      small: true,
      keepWithNext: true,
      runs: ['Jumlah dalam rupiah. Demi perlindungan data pribadi, NIK tidak dicantumkan.'],
    },
    ...annexes.flatMap(({ period, workers }): Block[] => [
      { kind: 'heading', text: `Bulan ${formatPeriod(period)} (${workers.length} tenaga kerja)` },
      { kind: 'table', columns, rows: workers.map(row), total: totalRow(workers), dense: true },
    ]),
  ]
}

const figure = (head: string): Column => ({ head, align: 'right' })

const columns: Column[] = [
  { head: 'No', align: 'right' },
  { head: 'Nomor KPJ', align: 'left' },
  { head: 'Nama', align: 'left', wrapAt: 38 },
  figure('Upah'),
  figure('JKK'),
  figure('JKM'),
  figure('JHT pemberi kerja'),
  figure('JHT pekerja'),
  figure('JP pemberi kerja'),
  figure('JP pekerja'),
  figure('Jumlah'),
]

const figureKeys = [
  'wage',
  'jkk',
  'jkm',
  'jhtEmployer',
  'jhtWorker',
  'jpEmployer',
  'jpWorker',
  'total',
] as const satisfies (keyof WorkerLine)[]

function row(worker: WorkerLine, index: number): string[] {
  const figures = figureKeys.map((key) => formatAmount(worker[key]))
  return [String(index + 1), worker.kpj ?? '(belum terbit)', worker.name, ...figures]
}

function totalRow(workers: WorkerLine[]): string[] {
  return [
    '',
    '',
    'Jumlah',
    ...figureKeys.map((key) => formatAmount(sumRupiah(workers.map((w) => w[key])))),
  ]
}
