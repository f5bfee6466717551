import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { TwoFileJournal } from '#shared/journal/twoFiles'
import { decodeEntry, type JournalEntry } from '../../../renderer/sync/journal/entries'
import { journalStore, WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { openTestStore, testProfile, testRuntime } from '../../support/deviceStore'
import { MemoryFiles } from './memoryFiles'

afterEach(() => vi.restoreAllMocks())

const entriesIn = async (disk: MemoryFiles): Promise<(JournalEntry | undefined)[]> =>
  (await new TwoFileJournal(disk.withFiles).read()).records.map(decodeEntry)

describe('the journal of work', () => {
  it('[S-306] a saved command is in the journal, whole, before success is reported', async () => {
    const disk = new MemoryFiles()
    const runtime = {
      ...testRuntime(await openTestStore()),
      journal: new WorkJournal(new TwoFileJournal(disk.withFiles)),
    }
    const args = { employerId: newId(), profile: testProfile(), acceptedFindings: [] }
    const result = await execute(registerEmployer, args, {}, runtime)
    expect(result).toMatchObject({ ok: true, journal: 'written' })
    if (!result.ok) throw result.violation
    expect(await entriesIn(disk)).toEqual([{ kind: 'command', command: result.command }])
  })

  it('[S-307] an entry that was not written is said, and written later, before newer ones', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const disk = new MemoryFiles()
    const journal = new WorkJournal(new TwoFileJournal(disk.withFiles))
    const settled = (uid: string): JournalEntry => ({ kind: 'accepted', uid, acceptedAt: 'now' })
    disk.space = 0
    expect(await journal.note([settled('1')])).toBe('failed')
    expect(await journal.note([settled('2')])).toBe('failed')
    expect(journalStore.getState().owed).toBe(2)
    disk.space = Infinity
    expect(await journal.note([settled('3')])).toBe('written')
    expect(journalStore.getState().owed).toBe(0)
    expect(await entriesIn(disk)).toEqual([settled('1'), settled('2'), settled('3')])
    expect(await new WorkJournal(undefined).note([settled('1')])).toBe('none')
  })

  it('[S-301] what no version has written is not taken for an entry', () => {
    expect(decodeEntry(new Uint8Array([9, 1, 2]))).toBeUndefined()
    expect(decodeEntry(new TextEncoder().encode('\0{"kind":"accepted"}'))).toBeUndefined()
  })
})
