import bwip from 'bwip-js/generic'

/** A QR symbol: `size` modules a side, `dark[row * size + column]`. No quiet zone included. */
export interface QrModules {
  size: number
  dark: boolean[]
}

/** Widths in modules, alternating bar, space, bar, …; begins and ends with a bar. No quiet zone. */
export type BarWidths = number[]

/**
 * QR symbol (error correction M) for `text`. Used for paper and screen alike, so that both show the
 * same symbol. Throws when the text does not fit a QR symbol.
 */
export function qrModules(text: string): QrModules {
  const options: QrOptions = { bcid: 'qrcode', text, eclevel: 'M' }
  const [symbol] = bwip.raw(options)
  if (!symbol || !('pixs' in symbol)) throw new Error('QR encoder gave no matrix')
  if (symbol.pixx !== symbol.pixy) throw new Error('QR symbol is not square')
  return { size: symbol.pixx, dark: symbol.pixs.map((module) => module === 1) }
}

/** Code128 bar widths for `text` (ASCII). Throws when a character cannot be encoded. */
export function code128Bars(text: string): BarWidths {
  const [symbol] = bwip.raw({ bcid: 'code128', text })
  if (!symbol || !('sbs' in symbol)) throw new Error('Code128 encoder gave no bars')
  return symbol.sbs
}

/** bwip-js passes symbology options through that its types do not list. */
type QrOptions = Parameters<typeof bwip.raw>[0] & { eclevel: 'M' }
