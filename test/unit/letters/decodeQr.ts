import type { GreyPicture } from './pdfTools'

/**
 * Reads an upright QR symbol of version 1 (21 × 21) with numeric or byte content in a picture, written
 * from ISO/IEC 18004 and independent of the encoder. No error correction: a clean print needs none.
 * Returns undefined when there is no such symbol.
 */
export function decodeQr(picture: GreyPicture): string | undefined {
  const grid = findGrid(picture)
  if (!grid) return undefined
  const format = formatOf(grid)
  if (format === undefined) return undefined
  return textOf(dataBits(grid, MASKS[format & 7] ?? (() => false)))
}

type Grid = boolean[][]
const SIZE = 21

/** Finds three finder patterns (dark:light 1:1:3:1:1 both ways) and samples the modules between. */
function findGrid({ width, height, pixels }: GreyPicture): Grid | undefined {
  const dark = (x: number, y: number) =>
    (pixels[Math.round(y) * width + Math.round(x)] ?? 255) < 128
  const centres: { x: number; y: number; module: number }[] = []
  for (let y = 0; y < height; y += 2) {
    for (const across of finders(width, (x) => dark(x, y))) {
      if (centres.some((c) => Math.hypot(c.x - across.at, c.y - y) < 7 * c.module)) continue
      const down = finders(height, (row) => dark(across.at, row)).find(
        ({ at, module }) =>
          Math.abs(at - y) < 3 * module && Math.abs(module / across.module - 1) < 0.2,
      )
      if (down) centres.push({ x: across.at, y: down.at, module: across.module })
    }
  }
  if (centres.length !== 3) return undefined
  const left = Math.min(...centres.map(({ x }) => x))
  const top = Math.min(...centres.map(({ y }) => y))
  // Centres of the finders lie 14 modules apart in version 1.
  const module = (Math.max(...centres.map(({ x }) => x)) - left) / (SIZE - 7)
  return range(SIZE).map((row) =>
    range(SIZE).map((column) => dark(left + (column - 3) * module, top + (row - 3) * module)),
  )
}

function finders(length: number, dark: (at: number) => boolean): { at: number; module: number }[] {
  const edges = [0]
  for (let at = 1; at < length; at++) if (dark(at) !== dark(at - 1)) edges.push(at)
  const found = []
  for (let i = 0; i + 5 < edges.length; i++) {
    const start = edges[i] ?? 0
    const end = edges[i + 5] ?? 0
    const module = (end - start) / 7
    if (!dark(start) || module < 2) continue
    const widths = range(5).map((n) => ((edges[i + n + 1] ?? 0) - (edges[i + n] ?? 0)) / module)
    if (widths.every((w, n) => Math.abs(w - (n === 2 ? 3 : 1)) < 0.5)) {
      found.push({ at: (start + end) / 2, module })
    }
  }
  return found
}

/** Five bits: two of error correction level, three of mask; undefined when both copies disagree. */
function formatOf(grid: Grid): number | undefined {
  const at = (row: number, column: number) => (grid[row]?.[column] ? 1 : 0)
  const first = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((column) => at(8, column)),
    ...[7, 5, 4, 3, 2, 1, 0].map((row) => at(row, 8)),
  ]
  const second = [
    ...[20, 19, 18, 17, 16, 15, 14].map((row) => at(row, 8)),
    ...[13, 14, 15, 16, 17, 18, 19, 20].map((column) => at(8, column)),
  ]
  if (first.join('') !== second.join('')) return undefined
  return (Number.parseInt(first.join(''), 2) ^ 0b101010000010010) >> 10
}

const MASKS: ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]

function dataBits(grid: Grid, masked: (row: number, column: number) => boolean): string {
  let bits = ''
  let upwards = true
  for (let right = SIZE - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (const step of range(SIZE)) {
      const row = upwards ? SIZE - 1 - step : step
      for (const column of [right, right - 1]) {
        if (isFunctionModule(row, column)) continue
        bits += grid[row]?.[column] !== masked(row, column) ? '1' : '0'
      }
    }
    upwards = !upwards
  }
  return bits
}

function isFunctionModule(row: number, column: number): boolean {
  const finder = (row < 9 && column < 9) || (row < 9 && column > 12) || (row > 12 && column < 9)
  return finder || row === 6 || column === 6
}

function textOf(bits: string): string | undefined {
  const take = (from: number, count: number) => Number.parseInt(bits.slice(from, from + count), 2)
  const mode = take(0, 4)
  if (mode === 4) {
    return range(take(4, 8))
      .map((n) => String.fromCharCode(take(12 + 8 * n, 8)))
      .join('')
  }
  if (mode !== 1) return undefined
  let text = ''
  let at = 14
  for (let left = take(4, 10); left > 0; left -= 3) {
    const digits = Math.min(3, left)
    const length = digits === 3 ? 10 : digits === 2 ? 7 : 4
    text += String(take(at, length)).padStart(digits, '0')
    at += length
  }
  return text
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
