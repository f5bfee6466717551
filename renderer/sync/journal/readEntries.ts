import type { Journal } from '#shared/host'
import { BROKEN, decodeEntry, SEALED, type JournalEntry } from './entries'

/** A journal whose records may be sealed; a plain one has nothing to open. */
export type MaybeSealed = Journal & { hasKey?(): Promise<boolean> }

export interface ReadEntries {
  readonly entries: readonly JournalEntry[]
  /** Records that this version cannot read: kept as they are. */
  readonly foreign: readonly Uint8Array[]
  /** Records are sealed, and this device has no key yet. */
  readonly locked: boolean
  readonly mark: string
  /** Something could not be read. */
  readonly damaged: boolean
}

export async function readEntries(journal: MaybeSealed): Promise<ReadEntries> {
  const { records, mark, problem } = await journal.read()
  const entries: JournalEntry[] = []
  const foreign: Uint8Array[] = []
  for (const record of records) {
    const entry = decodeEntry(record)
    if (entry) entries.push(entry)
    else if (record[0] !== BROKEN) foreign.push(record)
  }
  const isSealed = foreign.some(([format]) => format === SEALED)
  const locked = isSealed && !(await journal.hasKey?.())
  const unread = locked ? 0 : records.length - entries.length
  return { entries, foreign, locked, mark, damaged: problem !== undefined || unread > 0 }
}
