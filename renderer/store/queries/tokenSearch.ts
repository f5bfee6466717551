import type { Table } from 'dexie'
import type { StoredRow } from '../rowCodec'
import { searchWords } from '../searchText'
import { MAX_HITS } from './live'

/** How many rows of one word are looked at when several words were typed. */
const SCAN_LIMIT = 1_000

export interface Hits<Row> {
  readonly rows: readonly Row[]
  /** There may be more: a further word or letter would narrow it down. */
  readonly truncated: boolean
}

/**
 * Rows that have, for every word typed, a name word (or number) that begins with it. The index
 * is asked for the rarest word only; the others are checked in memory.
 */
export async function searchByTokens(
  table: Table<StoredRow, string>,
  typed: string,
  limit: number = MAX_HITS,
): Promise<Hits<StoredRow>> {
  const words = searchWords(typed)
  const found = await Promise.all(words.map((word) => idsWithPrefix(table, word)))
  const rarest = found.reduce<Found | undefined>(
    (best, next) => (best && best.ids.length <= next.ids.length ? best : next),
    undefined,
  )
  if (!rarest) return { rows: [], truncated: false }

  const rows = (await table.bulkGet(rarest.ids)).filter(
    (row): row is StoredRow => row !== undefined && hasAll(row, words),
  )
  rows.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0))
  return { rows: rows.slice(0, limit), truncated: rarest.cut || rows.length > limit }
}

interface Found {
  readonly ids: string[]
  readonly cut: boolean
}

async function idsWithPrefix(table: Table<StoredRow, string>, word: string): Promise<Found> {
  const keys = await table.where('_tokens').startsWith(word).limit(SCAN_LIMIT).primaryKeys()
  return { ids: [...new Set(keys)], cut: keys.length === SCAN_LIMIT }
}

function hasAll(row: StoredRow, words: readonly string[]): boolean {
  const tokens = row['_tokens'] as string[]
  return words.every((word) => tokens.some((token) => token.startsWith(word)))
}

function nameOf(row: StoredRow): string {
  const name = row['_byName'] ?? row['fullName']
  return typeof name === 'string' ? name : row.id
}
