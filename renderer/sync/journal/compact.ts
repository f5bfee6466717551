import { encodeEntry } from './entries'
import { foldEntries } from './foldEntries'
import { keepEntries } from './keepEntries'
import { readEntries, type MaybeSealed } from './readEntries'

/** From this size on a journal is written anew after a pull. */
export const JOURNAL_FULL_BYTES = 16 * 1024 * 1024

/**
 * Writes the journal anew without what is long settled.
 * @param now epoch milliseconds
 * @returns false when something was appended meanwhile, or there is no key for what is sealed: then
 *   nothing has changed
 */
export async function compact(journal: MaybeSealed, now: number): Promise<boolean> {
  const { entries, foreign, locked, mark } = await readEntries(journal)
  if (locked) return false
  const kept = keepEntries(foldEntries(entries), now).map(encodeEntry)
  return journal.replace([...foreign, ...kept], mark)
}
