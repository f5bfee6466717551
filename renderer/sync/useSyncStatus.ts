import { useOpenRejectionCount } from '../store/queries/decisions'
import { useActivity, useClientMeta, useOutboxSummary } from '../store/queries/outbox'
import { useCarriedFiles } from '../store/queries/usbFiles'
import type { CarriedFile } from '../store/records'
import { useOutstandingFiles } from '../store/queries/documents'
import { useLoopState } from './loopState'
import { useNow } from './useNow'
import { syncStatus, type SyncStatus } from './status'

/** The status line's input, kept up to date; also when another window works. */
export function useSyncStatus(): SyncStatus {
  const outbox = useOutboxSummary()
  const openRejections = useOpenRejectionCount()
  const files = useOutstandingFiles()
  const carried = useCarriedFiles()
  const activity = useActivity()
  const meta = useClientMeta()
  const loop = useLoopState()
  const now = useNow(1_000)
  return syncStatus({
    // Until the activity is read, a push in between cannot be ruled out.
    outbox: activity && outbox,
    openRejections,
    files: files && carried && files.length + carried.filter(isWaiting).length,
    lastLocalCommitAt: activity?.lastLocalCommitAt,
    lastPushAt: activity?.lastPushAt,
    pulledAt: meta?.pulledAt,
    loop,
    now,
  })
}

/** Also what was brought on a stick and is not with the server is not sent. */
function isWaiting({ state }: CarriedFile): boolean {
  return state === 'waiting'
}
