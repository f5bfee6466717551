/**
 * The neutral middle between data and paper: what stands in a document, in reading order, as text
 * that is already formatted. `content/` makes it, `render/` draws it; neither knows the other.
 */

/** A piece of running text; an object is set in bold. */
export type Inline = string | { bold: string }

export interface Column {
  head: string
  align: 'left' | 'right' | 'center'
  /** Smallest width in mm of a column that may wrap. Columns without it never wrap (figures). */
  wrapAt?: number
}

export type Block = (
  | { kind: 'title'; text: string; subtitle?: string }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; runs: Inline[]; small?: boolean }
  | { kind: 'list'; items: Inline[][]; small?: boolean }
  /** `label : value` lines; `right` is set on the first line against the right margin. */
  | { kind: 'fields'; rows: { label: string; value: Inline[] }[]; right?: string }
  | { kind: 'lines'; lines: Inline[][] }
  | { kind: 'table'; columns: Column[]; rows: string[][]; total?: string[]; dense?: boolean }
  | { kind: 'code'; panel: CodePanel }
  /** Signature on the right, carbon copies (if any) at its left; never cut, never alone. */
  | { kind: 'signature'; title: string; name: string; note: string; copies: string[] }
  | { kind: 'newPage'; orientation: 'portrait' | 'landscape' }
) & {
  /** Never leave this block as the last thing on a page. */
  keepWithNext?: boolean
}

/** The framed box with the payment code. */
export interface CodePanel {
  label: string
  /** As people read it, e.g. `1516 0000 4122`. */
  shown: string
  /** As machines read it: content of the Code128 and of the QR symbol. */
  machine: string
  lines: { label: string; value: string }[]
  /** Marker for a code no server knows yet. */
  warning?: string
}

/** One document, ready to be drawn. */
export interface LetterDocument {
  /** Document title in the file's properties. */
  title: string
  head: { lines: { text: string; weight: 'name' | 'plain' }[]; notice?: string }
  /** Short line on top of the second and later pages. */
  running: string
  watermark?: 'DRAF'
  copyMark?: string
  blocks: Block[]
}
