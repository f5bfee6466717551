import { countKnownHeaders, SIPP_SHEET } from '#shared/registration/sippColumns'
import type { SheetRow } from '#shared/registration/importCell'
import { ImportProblem } from '#shared/registration/importProblem'
import { readCsv } from './csvReader'
import { decodeText, getFileKind } from './fileKind'
import { IMPORT_LIMITS } from './limits'
import { readSheet } from './sheetReader'
import { readWorkbook } from './workbook'
import { openZip } from './zipArchive'

/** A worker list as it stands in the file: its header and the rows with content below it. */
export interface WorkerList {
  /** Name of the sheet; empty for CSV. */
  readonly sheet: string
  readonly header: SheetRow
  readonly rows: readonly SheetRow[]
}

/**
 * Reads a company's worker list (.xlsx or CSV). All limits are checked before the costly step they
 * guard: kind and size before reading, the archive's directory before inflating, the number of
 * rows while reading.
 *
 * @throws ImportProblem with a code for every way a file can be unusable
 */
export async function readWorkerList(
  file: Blob,
  onRows: (count: number) => void = () => {},
): Promise<WorkerList> {
  const kind = await getFileKind(file)
  if (file.size > IMPORT_LIMITS.fileBytes)
    throw new ImportProblem('FILE_TOO_BIG', {
      limit: IMPORT_LIMITS.fileBytes / 1024 / 1024,
      size: Math.ceil(file.size / 1024 / 1024),
    })
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (kind === 'xlsx') return readExcel(bytes, onRows)
  const text = decodeText(bytes).replace(/^\uFEFF/, '')
  if (text.includes('\0')) throw new ImportProblem('WRONG_FILE_TYPE')
  return splitHeader('', readCsv(text, MAX_ROWS, onRows))
}

// Room for the header and a title above it; the exact limit is checked once the header is known.
const MAX_ROWS = IMPORT_LIMITS.rows + IMPORT_LIMITS.headerSearchRows
/** Fewer names than this do not make a header row. */
const MIN_HEADERS = 3

function readExcel(bytes: Uint8Array, onRows: (count: number) => void): WorkerList {
  const zip = openZip(bytes)
  const workbook = readWorkbook(zip)
  const named = workbook.sheets.find((sheet) => sheetKey(sheet.name) === sheetKey(SIPP_SHEET))
  let problem: ImportProblem | undefined
  for (const sheet of named === undefined ? workbook.sheets : [named]) {
    try {
      return splitHeader(sheet.name, readSheet(zip, workbook, sheet.entry, MAX_ROWS, onRows))
    } catch (error) {
      if (!(error instanceof ImportProblem) || !TRY_NEXT.has(error.code)) throw error
      problem ??= error
    }
  }
  throw problem ?? new ImportProblem('NO_SHEET')
}

/** A workbook without our sheet name: a cover sheet in front does not end the search. */
const TRY_NEXT: ReadonlySet<string> = new Set(['EMPTY_SHEET', 'NO_HEADER'])

function splitHeader(sheet: string, all: readonly SheetRow[]): WorkerList {
  if (all.length === 0) throw new ImportProblem('EMPTY_SHEET', { sheet })
  let best = 0
  let at = -1
  for (const [index, row] of all.slice(0, IMPORT_LIMITS.headerSearchRows).entries()) {
    const count = countKnownHeaders(row.cells)
    if (count > best) [best, at] = [count, index]
  }
  const header = all[at]
  if (header === undefined || best < MIN_HEADERS) throw new ImportProblem('NO_HEADER', { sheet })
  const rows = all.slice(at + 1)
  if (rows.length === 0) throw new ImportProblem('EMPTY_SHEET', { sheet })
  if (rows.length > IMPORT_LIMITS.rows)
    throw new ImportProblem('TOO_MANY_ROWS', { limit: IMPORT_LIMITS.rows })
  return { sheet, header, rows }
}

function sheetKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '')
}
