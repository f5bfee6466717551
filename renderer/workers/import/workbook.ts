import { ImportProblem } from '#shared/registration/importProblem'
import { IMPORT_LIMITS } from './limits'
import { scanXml } from './xmlScanner'
import type { ZipArchive, ZipEntry } from './zipArchive'

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly entry: ZipEntry }[]
  readonly sharedStrings: ZipEntry | undefined
  /** Whether a cell style (index into the cell formats) shows a number as a date. */
  readonly isDateStyle: (style: number) => boolean
  /** Days are counted from 1904 (old Macintosh files) instead of 1900. */
  readonly epoch1904: boolean
}

/**
 * Reads what the sheets need to be understood: their names, where they lie, which styles are dates.
 * @throws ImportProblem WRONG_FILE_TYPE when the archive is no Excel workbook, NO_SHEET
 */
export function readWorkbook(zip: ZipArchive): Workbook {
  const main = zip.entries.get('xl/workbook.xml')
  // .docx, .ods, .xlsb and plain archives are zip files too.
  if (main === undefined) throw new ImportProblem('WRONG_FILE_TYPE')
  const targets = readRelations(zip)
  const part = (target: string | undefined) =>
    target === undefined ? undefined : zip.entries.get(target)
  const sheets: { name: string; entry: ZipEntry }[] = []
  let epoch1904 = false
  scanXml(zip.readText(main, IMPORT_LIMITS.smallPartBytes), {
    open(name, attribute) {
      if (name === 'workbookPr') epoch1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet') return
      const entry = part(targets.byId.get(attribute('id') ?? ''))
      if (entry !== undefined) sheets.push({ name: attribute('name') ?? '', entry })
    },
    close() {},
    text() {},
  })
  if (sheets.length === 0) throw new ImportProblem('NO_SHEET')
  const styles = part(targets.byKind.get('styles')) ?? zip.entries.get('xl/styles.xml')
  return {
    sheets,
    sharedStrings:
      part(targets.byKind.get('sharedStrings')) ?? zip.entries.get('xl/sharedStrings.xml'),
    isDateStyle: styles === undefined ? () => false : readDateStyles(zip, styles),
    epoch1904,
  }
}

function readRelations(zip: ZipArchive) {
  const byId = new Map<string, string>()
  const byKind = new Map<string, string>()
  const entry = zip.entries.get('xl/_rels/workbook.xml.rels')
  if (entry === undefined) throw new ImportProblem('CORRUPT_FILE')
  scanXml(zip.readText(entry, IMPORT_LIMITS.smallPartBytes), {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      const target = attribute('Target') ?? ''
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
      byId.set(attribute('Id') ?? '', path)
      byKind.set((attribute('Type') ?? '').split('/').at(-1) ?? '', path)
    },
    close() {},
    text() {},
  })
  return { byId, byKind }
}

function readDateStyles(zip: ZipArchive, entry: ZipEntry): (style: number) => boolean {
  const customDate = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCellFormats = false
  scanXml(zip.readText(entry, IMPORT_LIMITS.smallPartBytes), {
    open(name, attribute) {
      if (name === 'cellXfs') inCellFormats = true
      if (name === 'numFmt')
        customDate.set(Number(attribute('numFmtId')), isDateFormat(attribute('formatCode') ?? ''))
      if (name !== 'xf' || !inCellFormats) return
      const format = Number(attribute('numFmtId') ?? 0)
      styles.push(customDate.get(format) ?? isBuiltInDate(format))
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
    text() {},
  })
  return (style) => styles[style] === true
}

/** Built-in formats with a day in them (14–17, 22), and their East Asian forms. */
function isBuiltInDate(format: number): boolean {
  return (
    (format >= 14 && format <= 17) ||
    format === 22 ||
    (format >= 27 && format <= 36) ||
    (format >= 50 && format <= 58)
  )
}

/** A custom format is a date when, without literal text, it names a day or a year. */
export function isDateFormat(code: string): boolean {
  const first =
    code
      .slice(0, 500)
      .replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '')
      .split(';')[0] ?? ''
  return /[dy]/i.test(first) && !/[0#?]/.test(first) && !/general|standard/i.test(first)
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
