import type { FindingCode, FindingDetail, Severity } from '../domain/findings'
import type { SippColumn } from './sippColumns'

/** Codes that only the reading of a list can raise; all others come from the rules for workers. */
export const importFindingCodes = [
  'FORMULA_CELL',
  'IDENTITY_AS_NUMBER',
  'NUMBER_NOT_TEXT',
  'DATE_NOT_TEXT',
  'UNREADABLE_CELL',
  'DATE_UNREADABLE',
  'MONEY_UNREADABLE',
  'MONEY_DECIMAL',
  'MONEY_NEGATIVE',
  'UNKNOWN_CHOICE',
  'IDENTITY_KIND_UNSUPPORTED',
  'NIK_REPEATED_IN_FILE',
  'KPJ_REPEATED_IN_FILE',
  'EMPLOYEE_NO_REPEATED_IN_FILE',
  'NIK_ALREADY_AT_EMPLOYER',
  'NIK_OF_ANOTHER_PERSON',
  'ROW_REFUSED',
] as const
export type ImportFindingCode = (typeof importFindingCodes)[number]

/** Something noticed in one cell of a list. An error keeps the whole row out. */
export interface RowFinding {
  readonly code: ImportFindingCode | FindingCode
  readonly severity: Severity
  readonly column: SippColumn
  /** Place of the column in the file; absent when the file does not have it. */
  readonly columnIndex: number | undefined
  /** What the sentence quotes: the cell's value, the number of another row. */
  readonly detail?: FindingDetail
}

export function isImportFinding(code: string): code is ImportFindingCode {
  return (importFindingCodes as readonly string[]).includes(code)
}
