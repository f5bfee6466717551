import type { ArchivedCommand, Rejection } from '#shared/sync/clientPorts'
import type { JournalEntry } from './entries'

/** What a pull has settled, as entries: a rebuild neither sends it again nor asks again. */
export function settledEntries(
  accepted: readonly ArchivedCommand[],
  refused: readonly Rejection[],
): JournalEntry[] {
  return [
    ...accepted.map(({ uid, acceptedAt }) => ({ kind: 'accepted' as const, uid, acceptedAt })),
    ...refused.map(({ uid, code, detail, rejectedAt }) => ({
      kind: 'refused' as const,
      uid,
      code,
      detail,
      rejectedAt,
    })),
  ]
}
