import type { PullPage } from '../protocol/messages'
import { BufferedTx, keyOf, type Write } from './bufferedTx'
import type { ClientTransaction, ShadowEntry } from './clientPorts'
import { assertInvariant } from './invariant'
import { applyPage } from './patchBase'
import { isSameStamp, type PullStamp } from './rebase'
import { setRow } from './replay'
import type { RunEnvironment } from './runCommand'

/**
 * Writes one page of a first full pass straight into the base, with its cursors: an interruption
 * goes on at the page. The view is incomplete meanwhile, so `catchUp` shuts the door for new work;
 * rows that pending work touched get their news into `shadow`. The last page is not for this
 * function but for `applyPull`, which replays and opens the door again.
 */
export async function applyCatchUpPage(
  tx: ClientTransaction,
  start: PullStamp,
  page: PullPage,
  env: Pick<RunEnvironment, 'schema'>,
): Promise<'applied' | 'stale'> {
  assertInvariant(page.more, 'the last page ends the catch-up')
  const meta = await tx.meta()
  if (!isSameStamp(meta, start)) return 'stale'

  const images = new Map<string, ShadowEntry>()
  const base = new BufferedTx(tx, env.schema)
  for (const entry of await tx.allShadow()) {
    images.set(keyOf(entry.entity, entry.id), entry)
    await setRow(base, entry)
  }
  await applyPage(tx, base, page, env.schema)

  const rows: Write[] = []
  const shadow: ShadowEntry[] = []
  for (const write of base.writes) {
    const image = images.get(keyOf(write.entity, write.id))
    if (!image) rows.push(write)
    else if (image.row !== write.row) shadow.push(write)
  }
  await tx.apply({
    rows,
    shadow: { put: shadow, remove: [] },
    outbox: { put: [], remove: [] },
    archive: [],
    rejections: [],
    meta: {
      ...meta,
      cursors: page.cursors,
      // Noted from the first page on, so that what is half loaded goes when the right to it goes.
      partitions: [...new Set([...meta.partitions, ...page.partitions])].sort(),
      catchUp: {
        received: (meta.catchUp?.received ?? 0) + page.patch.length,
        remaining: page.remaining,
      },
      ...(meta.recovery
        ? { recovery: { ...meta.recovery, incarnation: page.incarnation } }
        : { incarnation: page.incarnation }),
    },
  })
  return 'applied'
}
