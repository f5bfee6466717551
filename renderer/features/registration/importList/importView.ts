import { isSamePerson } from '#shared/commands/workers/workerEntry'
import type { Participant } from '#shared/model/participant'
import type { CheckedRow, ImportCheck } from '#shared/registration/importCheck'
import type { RowFinding } from '#shared/registration/importFindings'
import type { ColumnMatch } from '#shared/registration/sippColumns'
import type { WorkerInput } from '#shared/registration/workerInput'
import { showTypedDate } from '../../../components/form/typedValues'
import { cellText } from './cellText'

/** A row that can go in. */
export interface GoodRow extends CheckedRow {
  readonly row: WorkerInput
}

/** The list as the screen shows it. `imported + good + bad` is always `total`. */
export interface ImportView {
  readonly total: number
  /** Rows already stored by this import. */
  readonly imported: number
  readonly good: readonly GoodRow[]
  readonly bad: readonly CheckedRow[]
}

export interface Surroundings {
  /** Row numbers whose worker this import has already stored. */
  readonly imported: ReadonlySet<number>
  /** Everybody this branch knows under a NIK of the list. */
  readonly people: ReadonlyMap<string, Participant>
  /** Why the handler refused a row, by row number. */
  readonly refused: ReadonlyMap<number, string>
}

/**
 * Sorts the rows of a checked list by what can be done with them now. What the file alone cannot
 * know is added here: a NIK that belongs to somebody else, a refusal, a row that is already in.
 */
export function sortOut(check: ImportCheck, around: Surroundings): ImportView {
  const good: GoodRow[] = []
  const bad: CheckedRow[] = []
  let imported = 0
  for (const row of check.bad) {
    if (around.imported.has(row.number)) imported += 1
    else bad.push(row)
  }
  for (const row of check.good) {
    if (around.imported.has(row.number)) {
      imported += 1
      continue
    }
    const finding = trouble(row, check, around)
    if (finding) bad.push({ ...row, row: undefined, findings: [...row.findings, finding] })
    else if (row.row) good.push({ ...row, row: row.row })
  }
  bad.sort((a, b) => a.number - b.number)
  return { total: check.totalRows, imported, good, bad }
}

function trouble(
  row: CheckedRow,
  check: ImportCheck,
  around: Surroundings,
): RowFinding | undefined {
  const column = 'NO_IDENTITAS'
  const columnIndex = check.columns.find((match) => match.column === column)?.index
  const at = { severity: 'ERROR', column, columnIndex } as const
  const known = row.row && around.people.get(row.row.person.nik)
  if (known && row.row && !isSamePerson(known, row.row.person)) {
    const detail = { name: known.fullName, birthDate: showTypedDate(known.birthDate) }
    return { code: 'NIK_OF_ANOTHER_PERSON', ...at, detail }
  }
  const reason = around.refused.get(row.number)
  return reason === undefined ? undefined : { code: 'ROW_REFUSED', ...at, detail: { reason } }
}

/** Kinds of errors among rows, the most frequent first, for the filter. */
export function errorKinds(
  rows: readonly CheckedRow[],
): { key: string; finding: RowFinding; rows: number }[] {
  const kinds = new Map<string, { finding: RowFinding; rows: Set<number> }>()
  for (const row of rows) {
    for (const finding of row.findings) {
      if (finding.severity !== 'ERROR') continue
      const kind = kinds.get(kindOf(finding)) ?? { finding, rows: new Set() }
      kind.rows.add(row.number)
      kinds.set(kindOf(finding), kind)
    }
  }
  return [...kinds]
    .map(([key, kind]) => ({ key, finding: kind.finding, rows: kind.rows.size }))
    .sort((a, b) => b.rows - a.rows)
}

/** Column and code: the same mistake in another column is corrected differently. */
export function kindOf({ column, code }: RowFinding): string {
  return `${column}:${code}`
}

/** Columns that name one person: the same text there is no common mistake to be mended at once. */
const PERSONAL: ReadonlySet<string> = new Set([
  'NO_IDENTITAS',
  'NAMA_LENGKAP',
  'KPJ',
  'NO_KK',
  'HP',
  'NO_PEGAWAI',
])

/** Numbers of the rows whose faulty cell holds the very text that was just corrected elsewhere. */
export function rowsWith(
  rows: readonly CheckedRow[],
  columns: readonly ColumnMatch[],
  corrected: { column: number; from: string; to: string },
): number[] {
  const name = columns.find(({ index }) => index === corrected.column)?.column
  if (name === undefined || PERSONAL.has(name) || corrected.from === '') return []
  return rows
    .filter(
      ({ cells, findings }) =>
        cellText(cells[corrected.column]) === corrected.from &&
        findings.some((one) => one.columnIndex === corrected.column && one.severity === 'ERROR'),
    )
    .map(({ number }) => number)
}
