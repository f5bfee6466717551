import { z } from 'zod'
import { EMPTY_CELL, type ImportCell, type SheetRow } from '#shared/registration/importCell'
import { allRows, type ImportCheck } from '#shared/registration/importCheck'
import type { Draft } from '../../../store/records'

/**
 * What is kept of an import between choosing the file and the last row: enough to go on after a
 * crash without the file, and the ids of the rows, so that no row can go in twice. The lists are
 * kept as text: one long text is copied into the database much faster than many small objects.
 */
export const ImportDraft = z.object({
  employerId: z.string(),
  importId: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  /** JSON of PackedList. */
  list: z.string(),
  /** JSON of RowId[]: empty before the first row goes in. */
  ids: z.string(),
})
export type ImportDraft = z.infer<typeof ImportDraft>

const RowId = z.tuple([z.number(), z.string(), z.string()])
const PackedList = z.object({
  header: z.array(z.string()),
  rows: z.array(z.tuple([z.number(), z.array(z.string())])),
})

export interface RowIds {
  readonly participantId: string
  readonly membershipId: string
}

/** The import inside a draft of this employer; `undefined` for any other draft. */
export function importDraftOf(draft: Draft, employerId: string): ImportDraft | undefined {
  if (draft.kind !== 'workerImport') return undefined
  const read = ImportDraft.safeParse(draft.data).data
  return read?.employerId === employerId ? read : undefined
}

export function packIds(ids: ReadonlyMap<number, RowIds>): string {
  return JSON.stringify(
    [...ids].map(([row, { participantId, membershipId }]) => [row, participantId, membershipId]),
  )
}

export function unpackIds(text: string): Map<number, RowIds> {
  const rows = z.array(RowId).parse(JSON.parse(text))
  return new Map(
    rows.map(([row, participantId, membershipId]) => [row, { participantId, membershipId }]),
  )
}

/** The rows as they are now, corrections included. */
export function packList(check: ImportCheck): string {
  return JSON.stringify({
    header: check.columns.map(({ header }) => header),
    rows: allRows(check).map((row) => [row.number, row.cells.map(packCell)]),
  })
}

/** Header and rows as `checkRows` takes them. */
export function unpackList(text: string): { header: SheetRow; rows: SheetRow[] } {
  const { header, rows } = PackedList.parse(JSON.parse(text))
  return {
    header: { number: 1, cells: header.map((title) => ({ kind: 'text', text: title })) },
    rows: rows.map(([number, cells]) => ({ number, cells: cells.map(unpackCell) })),
  }
}

const LETTERS = {
  empty: 'e',
  text: 't',
  number: 'n',
  date: 'd',
  boolean: 'b',
  formula: 'f',
  error: 'x',
} as const satisfies Record<ImportCell['kind'], string>

const KINDS = new Map(
  Object.entries(LETTERS).map(([kind, letter]) => [letter as string, kind as ImportCell['kind']]),
)

function packCell({ kind, text }: ImportCell): string {
  return LETTERS[kind] + text
}

function unpackCell(packed: string): ImportCell {
  const kind = KINDS.get(packed.slice(0, 1))
  if (kind === undefined) throw new Error('an unknown kind of cell in an import draft')
  return kind === 'empty' ? EMPTY_CELL : { kind, text: packed.slice(1) }
}
