import type { Journal } from '#shared/host'
import { decodeEntry, type JournalEntry } from './entries'

export interface ReadEntries {
  readonly entries: readonly JournalEntry[]
  /** Records that this version cannot read: kept as they are. */
  readonly foreign: readonly Uint8Array[]
  readonly mark: string
  /** Something could not be read. */
  readonly damaged: boolean
}

export async function readEntries(journal: Journal): Promise<ReadEntries> {
  const { records, mark, problem } = await journal.read()
  const entries: JournalEntry[] = []
  const foreign: Uint8Array[] = []
  for (const record of records) {
    const entry = decodeEntry(record)
    if (entry) entries.push(entry)
    else foreign.push(record)
  }
  return { entries, foreign, mark, damaged: problem !== undefined || foreign.length > 0 }
}
