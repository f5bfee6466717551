import { useLiveQuery } from 'dexie-react-hooks'
import type { StoredRow } from '../rowCodec'

/**
 * The answer of a query, kept up to date while the data changes, also by another window or by
 * the sync. `undefined` = not known yet, also right after `deps` changed: an answer to an older
 * question is never shown as the answer to this one.
 * @param deps everything from outside that the query uses; compared as JSON
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  const question = JSON.stringify(deps)
  const answer = useLiveQuery(async () => ({ question, value: await query() }), [question])
  return answer?.question === question ? answer.value : undefined
}

/**
 * Like `useLive`, for lists under a search or a growing limit: the older list stays until the
 * newer one is there, so that nothing flickers. Whoever acts on a row must check what was typed.
 */
export function useLiveList<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  return useLiveQuery(query, [...deps])
}

/** Longest list that any query returns. */
export const MAX_ROWS = 500
/** Hits shown by a search box. */
export const MAX_HITS = 50

/** The number of rows asked for, within bounds. */
export function bounded(limit: number): number {
  return Math.max(1, Math.min(Math.trunc(limit), MAX_ROWS))
}

/** A piece of a longer list. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Give it back as `after` to get the next piece; absent at the end. */
  readonly next?: string
}

/**
 * Cuts a list that was read with one row too many.
 * @param positionField the search field that the list is sorted by
 */
export function pageOf<Row>(
  stored: readonly StoredRow[],
  limit: number,
  positionField: string,
  decode: (row: StoredRow) => Row,
): Page<Row> {
  const shown = stored.slice(0, limit)
  const rows = shown.map(decode)
  const last = shown.at(-1)
  return stored.length > limit && last ? { rows, next: String(last[positionField]) } : { rows }
}
