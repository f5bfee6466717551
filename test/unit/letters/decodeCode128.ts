import type { GreyPicture } from './pdfTools'

/**
 * Reads the first Code128 symbol in a picture, written from the standard and independent of the
 * encoder. Checks start, check character and stop. Returns undefined when no row holds a symbol.
 */
export function decodeCode128(picture: GreyPicture): string | undefined {
  for (let row = 0; row < picture.height; row++) {
    const text = decodeRow(runsOf(picture, row))
    if (text !== undefined) return text
  }
  return undefined
}

/** Widths of alternating light and dark runs, beginning with light. */
function runsOf({ width, pixels }: GreyPicture, row: number): number[] {
  const runs = [0]
  let dark = false
  for (let x = 0; x < width; x++) {
    if ((pixels[row * width + x] ?? 255) < 128 !== dark) {
      runs.push(0)
      dark = !dark
    }
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
  }
  return runs
}

function decodeRow(runs: number[]): string | undefined {
  for (let at = 1; at + 6 < runs.length; at += 2) {
    const start = symbolAt(runs, at)
    if (start !== 103 && start !== 104 && start !== 105) continue
    const module = sum(runs.slice(at, at + 6)) / 11
    if ((runs[at - 1] ?? 0) < 10 * module - 1) continue // no quiet zone
    const symbols = [start]
    let next = at + 6
    for (let symbol = symbolAt(runs, next); symbol !== undefined && symbol !== STOP;) {
      symbols.push(symbol)
      next += 6
      symbol = symbolAt(runs, next)
    }
    if (symbolAt(runs, next) !== STOP || (runs[next + 7] ?? 0) < 10 * module - 1) continue
    return textOf(symbols)
  }
  return undefined
}

function symbolAt(runs: number[], at: number): number | undefined {
  const widths = runs.slice(at, at + 6)
  if (widths.length < 6) return undefined
  const module = sum(widths) / 11
  const index = PATTERNS.indexOf(widths.map((width) => Math.round(width / module)).join(''))
  return index < 0 ? undefined : index
}

function textOf(symbols: number[]): string | undefined {
  const check = symbols.at(-1)
  const data = symbols.slice(0, -1)
  const expected =
    data.reduce((total, symbol, index) => total + symbol * Math.max(1, index), 0) % 103
  if (check !== expected) return undefined
  let set = data[0] === 105 ? 'C' : data[0] === 104 ? 'B' : 'A'
  let text = ''
  for (const symbol of data.slice(1)) {
    if (symbol === 99 && set !== 'C') set = 'C'
    else if (symbol === 100 && set !== 'B') set = 'B'
    else if (set === 'C') text += String(symbol).padStart(2, '0')
    else if (symbol < 96) text += String.fromCharCode(symbol + 32)
    else return undefined
  }
  return text
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

const STOP = 106
/** ISO/IEC 15417, bar and space widths of symbols 0–105; the stop symbol without its last bar. */
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 ' +
  '122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 ' +
  '321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 ' +
  '211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 ' +
  '213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 ' +
  '121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 ' +
  '241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 ' +
  '412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 ' +
  '211214 211232 233111'
).split(' ')
