import type { jsPDF } from 'jspdf'

/** TrueType files that are embedded; only the glyphs in use end up in the document. */
export interface LetterFonts {
  regular: Uint8Array
  bold: Uint8Array
}

export type Weight = 'normal' | 'bold'

export const FAMILY = 'LetterSans'

/** Registers both weights with `doc`. Throws when the bytes are not TrueType. */
export function installFonts(doc: jsPDF, fonts: LetterFonts): void {
  install(doc, 'LetterSans-Regular.ttf', fonts.regular, 'normal')
  install(doc, 'LetterSans-Bold.ttf', fonts.bold, 'bold')
}

/** True when the letter font has a glyph of its own for this code point. */
export function hasGlyph(doc: jsPDF, codePoint: number): boolean {
  return metadataOf(doc, 'normal').characterToGlyph(codePoint) !== 0
}

/** Advance width of `text`, in units of the font size. The font is drawn without kerning. */
export function unitWidth(doc: jsPDF, text: string, weight: Weight): number {
  return metadataOf(doc, weight).widthOfString(text, 1000, 0) / 1000
}

/** What jsPDF knows of a TrueType font; not part of its published types. */
interface TrueTypeMetadata {
  characterToGlyph(codePoint: number): number
  widthOfString(text: string, size: number, charSpace: number): number
}

function metadataOf(doc: jsPDF, weight: Weight): TrueTypeMetadata {
  doc.setFont(FAMILY, weight)
  const metadata: unknown = doc.getFont().metadata
  if (!isTrueType(metadata)) throw new Error('The letter font was not read as TrueType')
  return metadata
}

function isTrueType(value: unknown): value is TrueTypeMetadata {
  return (
    typeof value === 'object' &&
    value !== null &&
    'characterToGlyph' in value &&
    'widthOfString' in value
  )
}

function install(doc: jsPDF, file: string, bytes: Uint8Array, weight: Weight): void {
  const isTtf = bytes[0] === 0 && bytes[1] === 1 && bytes[2] === 0 && bytes[3] === 0
  if (!isTtf) throw new Error(`${file}: not a TrueType font`)
  doc.addFileToVFS(file, binaryString(bytes))
  doc.addFont(file, FAMILY, weight)
}

/** jsPDF takes font bytes as a string of char codes; chunks keep the argument list short. */
function binaryString(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  }
  return parts.join('')
}
