import { ImportProblem } from '#shared/registration/importProblem'
import { IMPORT_LIMITS } from './limits'
import { XmlScanner } from './xmlScanner'
import type { ZipArchive, ZipEntry } from './zipArchive'

/**
 * The texts that cells point to by number; only the needed ones are kept. Reading aids for East
 * Asian scripts (`rPh`) are not part of a text; pieces with different fonts are joined.
 */
export function readSharedStrings(
  zip: ZipArchive,
  entry: ZipEntry | undefined,
  needed: ReadonlySet<number>,
): Map<number, string> {
  const texts = new Map<number, string>()
  if (needed.size === 0) return texts
  if (entry === undefined) throw new ImportProblem('CORRUPT_FILE')
  let index = -1
  let current: string | undefined
  let inText = false
  let phonetic = false
  const scanner = new XmlScanner({
    open(name) {
      if (name === 'si') {
        index += 1
        current = needed.has(index) ? '' : undefined
      } else if (name === 'rPh') phonetic = true
      else if (name === 't') inText = !phonetic
    },
    close(name) {
      if (name === 'si' && current !== undefined) texts.set(index, unescapeControl(current))
      else if (name === 'rPh') phonetic = false
      else if (name === 't') inText = false
    },
    text(value) {
      if (inText && current !== undefined) current += value
    },
  })
  const decoder = new TextDecoder()
  zip.stream(entry, IMPORT_LIMITS.sharedStringBytes, (chunk) => {
    scanner.push(decoder.decode(chunk, { stream: true }))
    return texts.size < needed.size
  })
  if (texts.size < needed.size) throw new ImportProblem('CORRUPT_FILE')
  return texts
}

/** Characters that XML cannot hold are written as `_x0009_`. */
export function unescapeControl(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(String(hex), 16)),
  )
}
