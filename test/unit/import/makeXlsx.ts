import { strToU8, zipSync, type Zippable } from 'fflate'

/** A cell of a test sheet: text by default, other kinds spelled out as Excel stores them. */
export type TestCell =
  | string
  | { number: string; style?: number }
  | { formula: string; cached?: string; asText?: boolean; area?: string }
  | { shared: number }
  | { xml: string }

export interface TestBook {
  sheets: { name: string; rows: TestCell[][]; xml?: string }[]
  sharedStrings?: string[]
  date1904?: boolean
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Style 1 is Excel's own short date, style 2 a custom date, style 3 money. */
const STYLES = `<styleSheet ${NS}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;Rp&quot;#,##0"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`

/** The parts of a workbook as Excel writes them; tests may add or change parts before zipping. */
export function bookParts(book: TestBook): Record<string, string> {
  const relation = (n: number, kind: string, target: string) =>
    `<Relationship Id="rId${n}" Type="${RELS}/${kind}" Target="${target}"/>`
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${NS} xmlns:r="${RELS}">${book.date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${book.sheets
      .map(
        (sheet, i) =>
          `<sheet name="${escapeXml(sheet.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${book.sheets
      .map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join(
        '',
      )}${relation(98, 'styles', 'styles.xml')}${relation(99, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': STYLES,
  }
  if (book.sharedStrings)
    parts['xl/sharedStrings.xml'] = `<sst ${NS}>${book.sharedStrings
      .map((text) => `<si>${text.startsWith('<') ? text : `<t>${escapeXml(text)}</t>`}</si>`)
      .join('')}</sst>`
  for (const [i, sheet] of book.sheets.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheet.xml ?? sheetXml(sheet.rows)
  return parts
}

export function makeXlsx(book: TestBook): Uint8Array {
  return zipParts(bookParts(book))
}

export function zipParts(parts: Record<string, string | Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = {}
  for (const [name, content] of Object.entries(parts))
    files[name] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(files, { level })
}

export function sheetXml(rows: TestCell[][]): string {
  return `<worksheet ${NS}><sheetData>${rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`
}

export function cellXml(cell: TestCell, at: string): string {
  if (typeof cell === 'string')
    return cell === ''
      ? ''
      : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
  if ('xml' in cell) return cell.xml.replace('{at}', at)
  if ('number' in cell) return `<c r="${at}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`
  if ('shared' in cell) return `<c r="${at}" t="s"><v>${cell.shared}</v></c>`
  const area = cell.area === undefined ? '' : ` t="array" ref="${cell.area}"`
  const cached = cell.cached === undefined ? '' : `<v>${escapeXml(cell.cached)}</v>`
  return `<c r="${at}"${cell.asText ? ' t="str"' : ''}><f${area}>${escapeXml(cell.formula)}</f>${cached}</c>`
}

export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

export function fileOf(content: Uint8Array | string, name = 'daftar.xlsx'): File {
  return new File([content as Uint8Array<ArrayBuffer> | string], name)
}

function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
