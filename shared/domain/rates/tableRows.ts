import { z } from 'zod'
import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { Segment } from '../programmes'
import type { RateTables } from './rateTables'

/** Tables whose rows are dated; `holidays` go by year and stand apart. */
export const TableName = z.enum([
  'pu.jkk',
  'pu.jkm',
  'pu.jht',
  'pu.jp',
  'pu.jpCeilings',
  'pu.jkp',
  'jpRetirementAge',
  'bpu.jkmFlat',
  'bpu.jkkRates',
  'bpu.jhtRates',
  'bpu.brackets',
  'jakon.contractTiers',
  'jakon.wageBased',
  'jakon.vat',
  'pmi',
  'reliefs',
  'dueRules',
  'lateFines',
  'administrativeSanctions',
  'receivableQualities',
  'bpuArrears',
  'collectionLadders',
  'letterIntervals',
])
export type TableName = z.infer<typeof TableName>

/** What a change of a row can change: amounts, due dates, fines, or only the work of collecting. */
export type TableEffect = 'AMOUNT' | 'DUE_DATE' | 'FINE' | 'COLLECTION'

/** A dated row as the list of tables shows it. */
export interface TableRow {
  table: TableName
  id: string
  effectiveFrom: Period | LocalDate
  /** Included; null is open. */
  effectiveTo: Period | LocalDate | null
  source: string
  confidence: string
  segments: readonly Segment[]
  effect: TableEffect
}

/** Every dated row of the tables, table by table. */
export function tableRows(tables: RateTables): TableRow[] {
  return TableName.options.flatMap((table) =>
    rowsOf(tables, table).map((row) => ({
      table,
      id: row.id,
      effectiveFrom: row.effectiveFrom,
      effectiveTo: row.effectiveTo ?? null,
      source: row.source ?? tables.jpRetirementAgeSource,
      confidence: row.confidence ?? 'confirmed',
      segments: row.segments ?? (row.segment === undefined ? segmentsOf(table) : [row.segment]),
      effect: effectOf(table),
    })),
  )
}

/** Where a row stands in time on a given day or in a given period. */
export function rowStatus(
  row: Pick<TableRow, 'effectiveFrom' | 'effectiveTo'>,
  at: Period | LocalDate,
): 'PAST' | 'CURRENT' | 'FUTURE' {
  // A month and a day compare by what they have in common.
  const cut = (text: string) => text.slice(0, Math.min(text.length, at.length))
  const now = (text: string) => at.slice(0, cut(text).length)
  if (cut(row.effectiveFrom) > now(row.effectiveFrom)) return 'FUTURE'
  if (row.effectiveTo !== null && cut(row.effectiveTo) < now(row.effectiveTo)) return 'PAST'
  return 'CURRENT'
}

interface AnyRow {
  id: string
  effectiveFrom: string
  effectiveTo?: string | null
  source?: string
  confidence?: string
  segment?: Segment
  segments?: readonly Segment[]
}

function rowsOf(tables: RateTables, table: TableName): readonly AnyRow[] {
  const { pu, bpu, jakon } = tables
  switch (table) {
    case 'pu.jkk':
      return pu.jkk
    case 'pu.jkm':
      return pu.jkm
    case 'pu.jht':
      return pu.jht
    case 'pu.jp':
      return pu.jp
    case 'pu.jpCeilings':
      return pu.jpCeilings
    case 'pu.jkp':
      return pu.jkp
    case 'jpRetirementAge':
      return tables.jpRetirementAge
    case 'bpu.jkmFlat':
      return bpu.jkmFlat
    case 'bpu.jkkRates':
      return bpu.jkkRates
    case 'bpu.jhtRates':
      return bpu.jhtRates
    case 'bpu.brackets':
      return bpu.brackets
    case 'jakon.contractTiers':
      return jakon.contractTiers
    case 'jakon.wageBased':
      return jakon.wageBased
    case 'jakon.vat':
      return jakon.vat
    case 'pmi':
      return tables.pmi
    case 'reliefs':
      return tables.reliefs
    case 'dueRules':
      return tables.dueRules
    case 'lateFines':
      return tables.lateFines
    case 'administrativeSanctions':
      return tables.administrativeSanctions
    case 'receivableQualities':
      return tables.receivableQualities
    case 'bpuArrears':
      return tables.bpuArrears
    case 'collectionLadders':
      return tables.collectionLadders
    case 'letterIntervals':
      return tables.letterIntervals
  }
}

function segmentsOf(table: TableName): readonly Segment[] {
  if (table.startsWith('pu.') || table === 'jpRetirementAge') return ['PU']
  if (table.startsWith('bpu')) return ['BPU']
  if (table.startsWith('jakon.')) return ['JAKON']
  return table === 'pmi' ? ['PMI'] : Segment.options
}

function effectOf(table: TableName): TableEffect {
  switch (table) {
    case 'dueRules':
      return 'DUE_DATE'
    case 'lateFines':
    case 'administrativeSanctions':
      return 'FINE'
    case 'receivableQualities':
    case 'bpuArrears':
    case 'collectionLadders':
    case 'letterIntervals':
      return 'COLLECTION'
    default:
      return 'AMOUNT'
  }
}
