import { RuleViolation } from '../commands/ruleCodes'
import type { RawReader } from '../commands/tx'
import type { EntityRow, IndexKey } from '../model/entity'
import { BufferedTx, keyOf, type Write } from './bufferedTx'
import type { ClientTransaction, PendingCommand, ShadowEntry } from './clientPorts'
import { runCommand, type RunEnvironment } from './runCommand'
import { isSameJson } from './sameJson'

/** Knows whether the storage itself has failed: that must not pass for a refusal at replay. */
export class WatchedReader implements RawReader {
  hasFailed = false

  constructor(private readonly below: RawReader) {}

  get(entity: string, id: string): Promise<EntityRow | undefined> {
    return this.#watch(this.below.get(entity, id))
  }

  list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    return this.#watch(this.below.list(entity, index, key))
  }

  async #watch<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading
    } catch (error) {
      this.hasFailed = true
      throw error
    }
  }
}

export interface Replayed {
  /** The commands with what the replay says of each; the same objects where nothing changed. */
  readonly pending: PendingCommand[]
  /** Their writes over the base. */
  readonly view: BufferedTx
}

/**
 * Runs the pending commands again over a new base. A failing one is only noted: it stays. One that
 * the server knows from elsewhere is left out, since the base has its effects.
 */
export async function replay(
  reader: WatchedReader,
  base: BufferedTx,
  commands: readonly PendingCommand[],
  env: RunEnvironment,
): Promise<Replayed> {
  const view = new BufferedTx(base, env.schema)
  const pending: PendingCommand[] = []
  for (const command of commands) {
    if (command.known) {
      pending.push(withPrediction(command, undefined))
      continue
    }
    try {
      view.absorb(await runCommand(view, command, env))
      pending.push(withPrediction(command, undefined))
    } catch (error) {
      if (reader.hasFailed) throw error
      // A bug at replay must not stop the pull; the server decides about the command.
      const predicted =
        error instanceof RuleViolation
          ? { code: error.code, detail: error.detail }
          : { code: 'INTERNAL', detail: {} }
      pending.push(withPrediction(command, predicted))
    }
  }
  return { pending, view }
}

/** What must be written so that the present view becomes the replayed one. */
export async function netDifference(
  tx: ClientTransaction,
  base: BufferedTx,
  view: BufferedTx,
): Promise<Write[]> {
  const touched = new Map<string, { entity: string; id: string }>()
  for (const { entity, id } of [...base.writes, ...view.writes]) {
    touched.set(keyOf(entity, id), { entity, id })
  }
  const difference: Write[] = []
  for (const { entity, id } of touched.values()) {
    const wanted = (await view.get(entity, id)) ?? null
    const present = (await tx.get(entity, id)) ?? null
    if (!isSameJson(wanted, present)) difference.push({ entity, id, row: wanted })
  }
  return difference
}

/** Base images of every row that the replay wrote. */
export async function imagesOf(view: BufferedTx, base: BufferedTx): Promise<ShadowEntry[]> {
  const images: ShadowEntry[] = []
  for (const { entity, id } of view.writes) {
    images.push({ entity, id, row: (await base.get(entity, id)) ?? null })
  }
  return images
}

/** Takes one image or row into a buffer. */
export async function setRow(buffer: BufferedTx, entry: Write): Promise<void> {
  if (entry.row) await buffer.put(entry.entity, entry.row)
  else await buffer.remove(entry.entity, entry.id)
}

/** The same object when nothing changed, so that unchanged entries are not written again. */
function withPrediction(
  command: PendingCommand,
  predicted: PendingCommand['predicted'],
): PendingCommand {
  if (isSameJson(command.predicted, predicted)) return command
  const { predicted: _old, ...rest } = command
  return predicted ? { ...rest, predicted } : rest
}
