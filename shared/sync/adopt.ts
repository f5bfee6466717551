import { BufferedTx, keyOf } from './bufferedTx'
import type {
  ArchivedCommand,
  ClientTransaction,
  PendingCommand,
  Rejection,
  ShadowEntry,
} from './clientPorts'
import { imagesOf, netDifference, replay, setRow, WatchedReader } from './replay'
import type { EntityRow } from '../model/entity'
import type { RunEnvironment } from './runCommand'

/** Work that this database lacks and its journal has, each uid in one place. */
export interface FoundWork {
  /** In the order in which it was made. */
  readonly pending: readonly PendingCommand[]
  readonly archive: readonly ArchivedCommand[]
  readonly rejections: readonly Rejection[]
}

/**
 * Takes in work from the journal: pending commands go to the end of the outbox under new numbers
 * and old uids, and are carried out on the present view. One that fails there is only noted. The
 * caller leaves out what the database has already.
 */
export async function adoptWork(
  tx: ClientTransaction,
  found: FoundWork,
  env: RunEnvironment,
): Promise<void> {
  const meta = await tx.meta()
  const numbered = found.pending.map((command, place): PendingCommand => ({
    ...command,
    id: meta.nextId + place,
  }))
  const reader = new WatchedReader(tx)
  const base = new BufferedTx(reader, env.schema)
  const { pending, view } = await replay(reader, base, numbered, env)

  const images: ShadowEntry[] = []
  for (const image of await imagesOf(view, base)) {
    // An older image is the server's; what stands in the view is already pending work.
    if (!(await tx.findShadow(image.entity, image.id))) images.push(image)
  }
  const orders = [...found.pending, ...found.archive].map(({ order }) => order + 1)
  await tx.apply({
    rows: view.writes,
    shadow: { put: images, remove: [] },
    outbox: { put: pending, remove: [] },
    archive: found.archive,
    rejections: found.rejections,
    meta: {
      ...meta,
      nextId: meta.nextId + pending.length,
      nextOrder: orders.reduce((a, b) => Math.max(a, b), meta.nextOrder),
    },
  })
}

/**
 * Carries out the pending commands anew over the base: after the program has changed how rows look
 * or what handlers do. The caller has changed the rows of the view already.
 * @param migrate brings a base image into the present form
 */
export async function reapplyPending(
  tx: ClientTransaction,
  env: RunEnvironment,
  migrate: (entity: string, row: EntityRow) => EntityRow,
): Promise<void> {
  const meta = await tx.meta()
  const outbox = await tx.outbox()
  const old = await tx.allShadow()
  const reader = new WatchedReader(tx)
  const base = new BufferedTx(reader, env.schema)
  for (const { entity, id, row } of old) {
    // What is no entity any more leaves with its table.
    if (env.schema[entity]) await setRow(base, { entity, id, row: row && migrate(entity, row) })
  }
  const { pending, view } = await replay(reader, base, outbox, env)
  const images = await imagesOf(view, base)
  const kept = new Set(images.map(({ entity, id }) => keyOf(entity, id)))
  await tx.apply({
    rows: await netDifference(tx, base, view),
    shadow: {
      put: images,
      remove: old.filter(({ entity, id }) => !kept.has(keyOf(entity, id))),
    },
    outbox: { put: pending, remove: [] },
    archive: [],
    rejections: [],
    meta,
  })
}
