import { ImportProblem } from '#shared/registration/importProblem'
import { IMPORT_LIMITS } from './limits'

/** What the scanner meets. Names of tags and attributes come without namespace prefix. */
export interface XmlListener {
  open(name: string, attribute: (name: string) => string | undefined): void
  close(name: string): void
  text(value: string): void
}

/**
 * A forward-only XML scanner for spreadsheet parts. It is fed pieces of text and reports tags and
 * texts as soon as they are complete, so that a reader may stop in the middle of a huge sheet.
 * Deliberately less than XML: document types and with them entities are refused, so nothing can
 * be fetched or multiplied.
 */
export class XmlScanner {
  private rest = ''

  constructor(private readonly listener: XmlListener) {}

  /** @throws ImportProblem CORRUPT_FILE for what is not XML of a spreadsheet */
  push(piece: string): void {
    const source = this.rest + piece
    let at = 0
    while (at < source.length) {
      const next = source[at] === '<' ? this.markup(source, at) : this.characters(source, at)
      if (next === undefined) break
      at = next
    }
    this.rest = source.slice(at)
    if (this.rest.length > IMPORT_LIMITS.tokenChars) throw new ImportProblem('CORRUPT_FILE')
  }

  /** Says that no more comes. @throws ImportProblem when the part was cut off */
  end(): void {
    if (this.rest.trim() !== '') throw new ImportProblem('CORRUPT_FILE')
  }

  private characters(source: string, at: number): number | undefined {
    const end = source.indexOf('<', at)
    if (end < 0) return undefined
    this.listener.text(decodeEntities(source.slice(at, end)))
    return end
  }

  private markup(source: string, at: number): number | undefined {
    if (source.startsWith('<!', at)) return this.declaration(source, at)
    if (source.startsWith('<?', at)) return after(source, '?>', at)
    const end = tagEnd(source, at)
    if (end === undefined) return undefined
    if (source[at + 1] === '/') {
      this.listener.close(localName(source.slice(at + 2, end)))
      return end + 1
    }
    const empty = source[end - 1] === '/'
    const tag = source.slice(at + 1, empty ? end - 1 : end)
    const space = tag.search(/\s/)
    const name = localName(space < 0 ? tag : tag.slice(0, space))
    this.listener.open(name, (wanted) => (space < 0 ? undefined : attributeOf(tag, wanted)))
    if (empty) this.listener.close(name)
    return end + 1
  }

  private declaration(source: string, at: number): number | undefined {
    if (source.startsWith('<!--', at)) return after(source, '-->', at + 4)
    if (source.startsWith('<![CDATA[', at)) {
      const end = source.indexOf(']]>', at)
      if (end < 0) return undefined
      this.listener.text(source.slice(at + 9, end))
      return end + 3
    }
    // The beginning of a comment or CDATA may be cut by the end of the piece.
    if (source.length - at < 9) return undefined
    throw new ImportProblem('CORRUPT_FILE')
  }
}

/** Scans a whole text at once. */
export function scanXml(text: string, listener: XmlListener): void {
  const scanner = new XmlScanner(listener)
  scanner.push(text)
  scanner.end()
}

function after(source: string, mark: string, from: number): number | undefined {
  const end = source.indexOf(mark, from)
  return end < 0 ? undefined : end + mark.length
}

/** The `>` that ends a tag; one inside a quoted attribute value does not count. */
function tagEnd(source: string, at: number): number | undefined {
  let quote = ''
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i]
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '>') return i
    else if (char === '<') throw new ImportProblem('CORRUPT_FILE')
  }
  return undefined
}

function localName(name: string): string {
  const trimmed = name.trim()
  return trimmed.slice(trimmed.indexOf(':') + 1)
}

function attributeOf(tag: string, wanted: string): string | undefined {
  for (const [, name, double, single] of tag.matchAll(
    /\s([^\s=]{1,100})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g,
  ))
    if (name !== undefined && localName(name) === wanted)
      return decodeEntities(double ?? single ?? '')
  return undefined
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex, dec, name) => {
      if (name !== undefined) return NAMED.get(String(name)) ?? whole
      const code = hex === undefined ? Number(dec) : Number.parseInt(String(hex), 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
