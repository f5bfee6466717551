import type { DeviceFacts } from '#shared/sync/gate'
import { useClientMeta, useOutboxSummary } from '../../store/queries/outbox'
import { diskStore } from '../../sync/diskGuard'
import { useUpdateWanted } from '../../sync/updateWanted'
import { useNow } from '../../sync/useNow'

/** What the gate looks at, kept up to date. A dead database must not silence the disk. */
export function useDeviceFacts(): DeviceFacts {
  const meta = useClientMeta()
  const outbox = useOutboxSummary()
  const disk = diskStore()
  const updateNeeded = useUpdateWanted()
  const now = useNow(60_000)
  return {
    now,
    pulledAt: meta?.pulledAt,
    pending: outbox?.count ?? 0,
    updateNeeded,
    ...disk,
  }
}
