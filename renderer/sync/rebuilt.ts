import { z } from 'zod'
import type { Store } from '../store/database'
import { deleteSetting, findSetting, putSetting, updateSetting } from '../store/settings'

/** A lost database and how far it is made good; kept until the person has read it. */
export const Rebuilt = z.object({
  /** Commands that waited to be sent when it was lost. */
  pending: z.int(),
  /** Parts of the journal were unreadable too. */
  damaged: z.boolean(),
  /** The work waits in the journal for its key: somebody has to sign in with the network. */
  locked: z.boolean().exactOptional(),
  /** UTC instants. */
  startedAt: z.string(),
  finishedAt: z.string().exactOptional(),
})
export type Rebuilt = z.infer<typeof Rebuilt>

export const REBUILT_SETTING = 'rebuilt'

/** UTC instant at which the journal was found damaged; until the person has read it. */
export const JOURNAL_DAMAGED_SETTING = 'journalDamaged'

export function noteRebuilding(rebuilt: Rebuilt, store: Store): Promise<void> {
  return putSetting(REBUILT_SETTING, rebuilt, store)
}

/** The database was lost and is not whole again: what the server gives is still missing. */
export async function isBeingRebuilt(store: Store): Promise<boolean> {
  const rebuilt = Rebuilt.safeParse(await findSetting(REBUILT_SETTING, store)).data
  return rebuilt !== undefined && rebuilt.finishedAt === undefined
}

/**
 * The first pull is there: the database is whole again. Said after every round, because the one
 * that ended the recovery may have been cut before it came to this; nothing is written twice.
 */
export async function noteRebuilt(finishedAt: string, store: Store): Promise<void> {
  await updateSetting(
    REBUILT_SETTING,
    (value) => {
      const rebuilt = Rebuilt.safeParse(value).data
      return rebuilt && !rebuilt.finishedAt && !rebuilt.locked ? { ...rebuilt, finishedAt } : value
    },
    store,
  )
}

export function forgetJournalDamage(): Promise<void> {
  return deleteSetting(JOURNAL_DAMAGED_SETTING)
}

export function forgetRebuilt(): Promise<void> {
  return deleteSetting(REBUILT_SETTING)
}
