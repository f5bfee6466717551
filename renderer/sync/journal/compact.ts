import type { Journal } from '#shared/host'
import { encodeEntry } from './entries'
import { foldEntries } from './foldEntries'
import { keepEntries } from './keepEntries'
import { readEntries } from './readEntries'

/** From this size on a journal is written anew after a pull. */
export const JOURNAL_FULL_BYTES = 16 * 1024 * 1024

/**
 * Writes the journal anew without what is long settled.
 * @param now epoch milliseconds
 * @returns false when something was appended meanwhile: then nothing has changed
 */
export async function compact(journal: Journal, now: number): Promise<boolean> {
  const { entries, foreign, mark } = await readEntries(journal)
  const kept = keepEntries(foldEntries(entries), now).map(encodeEntry)
  return journal.replace([...foreign, ...kept], mark)
}
