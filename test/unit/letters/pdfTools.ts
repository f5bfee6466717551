import { spawnSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'

/** A grey picture of a page: 0 black … 255 white, row by row. */
export interface GreyPicture {
  width: number
  height: number
  pixels: Uint8Array
}

/** Text as printed, columns kept apart by blanks. `range` counts pages from 1. */
export function pdfText(pdf: Uint8Array, range?: { first: number; last: number }): string {
  const pages = range ? ['-f', String(range.first), '-l', String(range.last)] : []
  return poppler('pdftotext', ['-layout', ...pages, '-', '-'], pdf)
    .toString('utf8')
    .replaceAll('\u00a0', ' ')
}

/** Text of every page. */
export function pdfPages(pdf: Uint8Array): string[] {
  return pdfText(pdf).split('\f').slice(0, -1)
}

/** Size of every page and boxes of all its words, in points. */
export function wordBoxes(pdf: Uint8Array): { width: number; height: number; words: WordBox[] }[] {
  const html = poppler('pdftotext', ['-bbox', '-', '-'], pdf).toString('utf8')
  const pages = html.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g)
  return [...pages].map(([, width, height, content]) => ({
    width: Number(width),
    height: Number(height),
    words: [...(content ?? '').matchAll(WORD)].map(([, left, top, right, bottom, text]) => ({
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
      text: text ?? '',
    })),
  }))
}

const WORD = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</g

export interface WordBox {
  left: number
  top: number
  right: number
  bottom: number
  text: string
}

/** Title, page size and the like, as pdfinfo names them; `JavaScript` holds any script found. */
export function pdfInfo(pdf: Uint8Array): Record<string, string> {
  const lines = poppler('pdfinfo', ['-'], pdf).toString('utf8').split('\n')
  return Object.fromEntries(
    lines.flatMap((line) => {
      const match = /^([^:]+):\s*(.*)$/.exec(line)
      return match?.[1] ? [[match[1], match[2] ?? '']] : []
    }),
  )
}

/** Every object of the file outside fonts, with page contents unpacked: what a scanner would read. */
export function pdfSource(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString('latin1')
  return raw.replace(/stream\r?\n([\s\S]*?)\r?\nendstream/g, (_, packed: string) => {
    const bytes = Buffer.from(packed, 'latin1')
    const plain = bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : packed
    return plain.startsWith('\u0000\u0001\u0000\u0000') ? '' : plain
  })
}

/** Picture of page `page` at `dpi`. */
export function pagePicture(pdf: Uint8Array, page: number, dpi: number): GreyPicture {
  const args = ['-gray', '-r', String(dpi), '-f', String(page), '-l', String(page), '-']
  const file = poppler('pdftoppm', args, pdf)
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'))
  if (!header) throw new Error('pdftoppm gave no grey picture')
  const pixels = new Uint8Array(file.subarray(header[0].length))
  return { width: Number(header[1]), height: Number(header[2]), pixels }
}

/** All amounts with grouped thousands, e.g. `1.246.000`, without the payment code or dates. */
export function amountsIn(text: string): Set<string> {
  return new Set(text.match(/(?<![\d.,/-])\d{1,3}(?:\.\d{3})+(?![\d/-])/g) ?? [])
}

function poppler(tool: string, args: string[], pdf: Uint8Array): Buffer {
  const run = spawnSync(tool, args, { input: pdf, maxBuffer: 256 * 1024 * 1024 })
  if (run.error) {
    throw new Error(`${tool} is needed for this test: install poppler-utils (${run.error.message})`)
  }
  if (run.status !== 0) throw new Error(`${tool} failed: ${run.stderr.toString('utf8')}`)
  return run.stdout
}
