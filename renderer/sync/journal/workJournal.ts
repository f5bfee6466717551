import { create } from 'zustand'
import type { Journal } from '#shared/host'
import { reportTrouble } from '../../store/reportTrouble'
import { compact, JOURNAL_FULL_BYTES } from './compact'
import { encodeEntry, type JournalEntry } from './entries'

/** `none`: this machine has no place for a journal. `failed`: not there yet; it is tried again. */
export type NoteResult = 'written' | 'none' | 'failed'

const RETRY_MS = 5_000

/** How many entries this window has not been able to write; 0 when all is well. */
export const journalStore = create<{ readonly owed: number }>()(() => ({ owed: 0 }))

/**
 * Writes down what is done on this device in the second home of work. What could not be written is
 * kept in memory and tried again, before anything newer; after a new start the database makes it
 * good (`heal`).
 */
export class WorkJournal {
  #owed: JournalEntry[] = []
  /** Bytes that were left when it was last made smaller: all of them still needed. */
  #needed = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly journal: Journal | undefined) {}

  /** Resolves when the entries are on the disk, or are known not to be. */
  async note(entries: readonly JournalEntry[]): Promise<NoteResult> {
    if (!this.journal) return 'none'
    if (entries.length === 0) return 'written'
    return this.#write(entries)
  }

  /**
   * After a pull: a full journal is written anew without what is long settled. Not again before it
   * has doubled, or one that holds more than that would be written anew after every pull.
   */
  async keepSmall(now: number, fullBytes = JOURNAL_FULL_BYTES): Promise<void> {
    try {
      if (!this.journal) return
      if ((await this.journal.size()) <= Math.max(fullBytes, 2 * this.#needed)) return
      if (await compact(this.journal, now)) this.#needed = await this.journal.size()
    } catch (error) {
      reportTrouble('the journal was not made smaller', error)
    }
  }

  /** Ends the tries; what is owed is made good at the next start. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#owed = []
    journalStore.setState({ owed: 0 })
  }

  async #write(entries: readonly JournalEntry[]): Promise<NoteResult> {
    const todo = [...this.#owed, ...entries]
    this.#setOwed([])
    const done = await Promise.allSettled(
      todo.map(async (entry) => this.journal?.append(encodeEntry(entry))),
    )
    const failed = todo.filter((_, place) => done[place]?.status === 'rejected')
    if (failed.length === 0) return 'written'
    reportTrouble(
      `the journal did not take ${failed.length} entries`,
      done.find(({ status }) => status === 'rejected'),
    )
    this.#setOwed([...failed, ...this.#owed])
    return 'failed'
  }

  #setOwed(owed: JournalEntry[]): void {
    this.#owed = owed
    journalStore.setState({ owed: owed.length })
    clearTimeout(this.#timer)
    if (owed.length > 0) this.#timer = setTimeout(() => void this.#write([]), RETRY_MS)
  }
}
