import type { jsPDF } from 'jspdf'
import { FAMILY, hasGlyph, unitWidth, type Weight } from './fonts'

export interface TextStyle {
  /** Points. */
  size: number
  bold?: boolean
  /** 0 black … 255 white. */
  grey?: number
}

export const BODY: TextStyle = { size: 10 }
export const SMALL: TextStyle = { size: 8, grey: 60 }

const MM_PER_POINT = 25.4 / 72
const LINE_SPACING = 1.27
/** Where the baseline lies inside a line, as a part of the line height. */
const BASELINE = 0.76
const REPLACEMENT = '\u25a1'

/**
 * Draws and measures text in mm on one jsPDF document. The only place where text reaches the
 * document, so the only place where foreign text has to be made harmless.
 */
export class Pen {
  /** Characters that were asked for and that the font cannot draw. */
  readonly unprintable = new Set<string>()
  readonly #widths = { normal: new Map<string, number>(), bold: new Map<string, number>() }
  readonly #printable = new Map<string, string>()

  constructor(readonly doc: jsPDF) {}

  lineHeight(style: TextStyle): number {
    return style.size * MM_PER_POINT * LINE_SPACING
  }

  /** Width in mm of text that went through `clean`. */
  width(text: string, style: TextStyle): number {
    const weight: Weight = style.bold ? 'bold' : 'normal'
    const known = this.#widths[weight]
    let units = 0
    for (const char of text) {
      let unit = known.get(char)
      if (unit === undefined) {
        unit = unitWidth(this.doc, char, weight)
        known.set(char, unit)
      }
      units += unit
    }
    return units * style.size * MM_PER_POINT
  }

  /** Draws one line of cleaned text; `top` is the upper edge of the line. */
  line(text: string, x: number, top: number, style: TextStyle): void {
    if (text === '') return
    const { doc } = this
    doc.setFont(FAMILY, style.bold ? 'bold' : 'normal')
    doc.setFontSize(style.size)
    doc.setTextColor(style.grey ?? 0)
    doc.text(text, x, top + this.lineHeight(style) * BASELINE)
  }

  /**
   * Foreign text as it may stand on paper: one line, composed, without control and direction
   * characters (they could turn figures around), with a box for what the font cannot draw.
   */
  clean(text: string): string {
    const flat = text
      .normalize('NFC')
      .replace(/[^\S\u00a0]+/gu, ' ')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    let result = ''
    for (const char of flat) result += this.#print(char)
    return result
  }

  #print(char: string): string {
    const known = this.#printable.get(char)
    if (known !== undefined) return known
    const codePoint = char.codePointAt(0) ?? 0
    // Right-to-left letters are refused even where the font has them: we do not shape or reorder.
    const drawn =
      codePoint <= 0xffff && !/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\p{Mn}\p{Me}]/u.test(char)
    const printed = drawn && hasGlyph(this.doc, codePoint) ? char : REPLACEMENT
    if (printed !== char) this.unprintable.add(char)
    this.#printable.set(char, printed)
    return printed
  }
}
