/** Why a whole file cannot be read. Row errors are findings, not problems. */
export type ImportProblemCode =
  | 'EMPTY_FILE'
  | 'WRONG_FILE_TYPE'
  | 'OLD_EXCEL_FORMAT'
  | 'PASSWORD_PROTECTED'
  | 'FILE_TOO_BIG'
  | 'SUSPICIOUS_ARCHIVE'
  | 'CORRUPT_FILE'
  | 'NO_SHEET'
  | 'EMPTY_SHEET'
  | 'NO_HEADER'
  | 'REPEATED_COLUMN'
  | 'TOO_MANY_ROWS'
  | 'TOO_MANY_COLUMNS'
  | 'UNCLOSED_QUOTE'
  | 'READER_STOPPED'

export type ImportProblemDetail = Readonly<Record<string, string | number>>

/** Thrown by the readers; the file was not imported and nothing was changed. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem'

  constructor(
    readonly code: ImportProblemCode,
    readonly detail: ImportProblemDetail = {},
  ) {
    super(code)
  }
}
