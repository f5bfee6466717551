export interface Edit {
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
}

/** An error that somebody could make in the cores, and the seed that shows it. */
export interface PlantedBug {
  readonly name: string
  readonly edits: readonly Edit[]
  /** Found with `MODEL_FIND=1`; pinned so that a run costs one seed. */
  readonly seed: number
  /** The invariant that this seed finds broken. */
  readonly shownBy: string
}

const PUSH = 'shared/sync/push.ts'
const GROUP = 'shared/sync/pushGroup.ts'
const PULL = 'shared/sync/pull.ts'
const REBASE = 'shared/sync/rebase.ts'
const BASE = 'shared/sync/patchBase.ts'
const REPLAY = 'shared/sync/replay.ts'
const RECOVERY = 'shared/sync/recovery.ts'
const CATCH_UP = 'shared/sync/catchUp.ts'
const ADOPT = 'shared/sync/adopt.ts'
/** Where a bug lies in what the model stands for, not in the cores. */
const DEVICE = 'test/model/actions.ts'
const MEMORY = 'test/support/memoryServer.ts'
const MUTATE = 'shared/sync/mutate.ts'
const BUFFER = 'shared/sync/bufferedTx.ts'

/** Steps per run, as in the model test. */
export const STEPS = 200

export const plantedBugs: readonly PlantedBug[] = [
  bug('a repeated command executes again', 3, 'I2', {
    file: GROUP,
    find: 'if (command.commandId <= this.#position) return this.#repeat(command)',
    replace:
      "if (command.commandId <= this.#position) { const found = this.#repeat(command); if (found !== 'FORKED') await this.#execute(command); return found }",
  }),
  bug('a refused command does not raise the position', 1, 'I3', {
    file: GROUP,
    find: 'this.#position = command.commandId',
    replace: "if (outcome.outcome === 'accepted') this.#position = command.commandId",
  }),
  bug('a gap in the ids is not noticed', 14, 'I3', {
    file: GROUP,
    find: 'if (command.commandId > this.#position + 1)',
    replace: 'if (false)',
  }),
  bug('a crashing command is never set aside', 1, 'I9', {
    file: PUSH,
    find: 'return parked ? park().catch(() => undefined) : undefined',
    replace: 'return undefined',
  }),
  bug('a clash of a unique index passes for a bug', 1, 'I9', {
    file: GROUP,
    find: 'if (!(error instanceof UniqueClash) || !only || this.#stored.length > 1) throw error',
    replace: 'throw error',
  }),
  bug('a lost connection is stored as a refusal', 8, 'I15', {
    file: GROUP,
    find: 'if (isInfrastructureError(error)) throw error',
    replace: "if (isInfrastructureError(error)) return rejected(command, 'INTERNAL', {})",
  }),
  bug('a command does not see those that share its transaction', 3, 'I2', {
    file: GROUP,
    find: 'await prepared.run(this.#view)',
    replace: 'await prepared.run(this.#tx)',
  }),
  bug('a freed unique key is handed on within one transaction', 380, 'I21', {
    file: GROUP,
    find: "if (!isFirst && (await givesUpKey(written, this.#view, this.#run.schema))) return 'full'",
    replace: '',
  }),
  bug('a group that failed is not taken apart', 1, 'I15', {
    file: PUSH,
    find: 'if (group.length > 1 && !isInfrastructureError(error))',
    replace: 'if (false)',
  }),
  bug(
    'the first page decides about outcomes',
    130,
    'I7',
    { file: PULL, find: 'if (more) return page', replace: '' },
    {
      file: REBASE,
      find: 'isOurHistory(meta, outbox, last.acks, last.lastCommandId)',
      replace: 'isOurHistory(meta, outbox, pages[0].acks, pages[0].lastCommandId)',
    },
    {
      file: REBASE,
      find: ': settle(outbox, last, now)',
      replace: ': settle(outbox, pages[0], now)',
    },
    {
      file: REBASE,
      find: ': last.acks.map(({ commandId }) => commandId)',
      replace: ': pages[0].acks.map(({ commandId }) => commandId)',
    },
    {
      file: REBASE,
      find: 'pending.length, last.lastCommandId)',
      replace: 'pending.length, pages[0].lastCommandId)',
    },
  ),
  bug('the horizon compares seq only', 2411, 'I6', {
    file: PULL,
    find: 'return cursor.seq === state.horizon && cursor.entity === END',
    replace: 'return cursor.seq === state.horizon',
  }),
  bug('the horizon is forgotten during a full pass', 37, 'I6', {
    file: PULL,
    find: 'if (cursor.since !== undefined) return state.horizon <= cursor.since',
    replace: 'if (cursor.since !== undefined) return true',
  }),
  bug('the last partition alone decides whether there is more', 1, 'I8', {
    file: PULL,
    find: 'if (left > 0) more = true',
    replace: 'more = left > 0',
  }),
  bug('a partition cut off by the limit counts as read', 1, 'I6', {
    file: PULL,
    find: 'left > 0 ? reached :',
    replace: '',
  }),
  bug('a reset is not announced', 1, 'I6', {
    file: PULL,
    find: 'if (start !== held) reset.push(name)',
    replace: '',
  }),
  bug('a finished pull is applied without looking at its stamp', 1, 'I8', {
    file: REBASE,
    find: "if (!isSameStamp(meta, start)) return { kind: 'stale' }",
    replace: '',
  }),
  bug('the stamp leaves out the position', 264, 'I8', {
    file: REBASE,
    find: 'lastCommandId: meta.lastCommandId, cursors:',
    replace: 'lastCommandId: 0, cursors:',
  }),
  bug('a failing replay drops the command', 1, 'I4', {
    file: REBASE,
    find: ': last.acks.map(({ commandId }) => commandId)',
    replace:
      ': [...last.acks.map(({ commandId }) => commandId), ...pending.filter((item) => item.predicted).map(({ id }) => id)]',
  }),
  bug('a tombstone kills a row that has moved', 1, 'I6', {
    file: BASE,
    find: "if (patch.op === 'remove') await removeRow(base, patch, schema)",
    replace: "if (patch.op === 'remove') await base.remove(patch.entity, patch.id)",
  }),
  bug('a reset leaves the old rows', 1, 'I6', {
    file: BASE,
    find: 'for (const partition of page.reset) await clearPartition(tx, base, partition, schema)',
    replace: '',
  }),
  bug('a reset forgets rows that only the base holds', 13, 'I6', {
    file: BASE,
    find: 'const keys = [...(await tx.rowsOf(partition)), ...base.writes]',
    replace: 'const keys = await tx.rowsOf(partition)',
  }),
  bug('a right that goes during a pull leaves rows behind', 625, 'I6', {
    file: REBASE,
    find: '...pages.flatMap((page) => page.partitions)]',
    replace: ']',
  }),
  bug('pending work is not undone before the patch', 1, 'I6', {
    file: REBASE,
    find: 'for (const entry of shadow) await setRow(base, entry)',
    replace: '',
  }),
  bug('old base images are kept', 1, 'I6', {
    file: REBASE,
    find: 'remove: shadow.filter(({ entity, id }) => !kept.has(keyOf(entity, id))),',
    replace: 'remove: [],',
  }),
  bug('each replay starts from the base', 1, 'I5', {
    file: REPLAY,
    find: 'await runCommand(view, command, env)',
    replace: 'await runCommand(base, command, env)',
  }),
  bug('the difference overlooks what the replay wrote', 1, 'I5', {
    file: REPLAY,
    find: 'of [...base.writes, ...view.writes]',
    replace: 'of base.writes',
  }),
  bug(
    'a pull with nothing but refusals passes for empty',
    1,
    'I9',
    { file: REBASE, find: 'last?.lastCommandId === meta.lastCommandId &&', replace: '' },
    { file: REBASE, find: '(last.known ?? []).length === 0 &&', replace: '' },
  ),
  bug('a second command overwrites the base image', 2, 'I5', {
    file: MUTATE,
    find: 'if (await tx.findShadow(entity, id)) continue',
    replace: '',
  }),
  bug('two commands get one id', 1, 'I4', {
    file: MUTATE,
    find: 'nextId: meta.nextId + 1',
    replace: 'nextId: meta.nextId',
  }),
  bug('a list shows rows that were removed before', 1, 'I5', {
    file: BUFFER,
    find: 'rows.delete(write.id)',
    replace: '',
  }),
  bug('the answer of a push is taken for an acknowledgement', 1, 'I4', {
    file: DEVICE,
    find: '// Whatever else the push answered is advice only.',
    replace:
      'for (const { commandId } of message.answer?.outcomes ?? []) client.store.outbox.delete(commandId)',
  }),
  bug('a gated page overwrites rows that pending work has touched', 11, 'I6', {
    file: CATCH_UP,
    find: 'if (!image) rows.push(write)',
    replace: 'if (true) rows.push(write)',
  }),
  bug('a half loaded partition is not recorded', 20, 'I6', {
    file: CATCH_UP,
    find: '...meta.partitions, ...page.partitions',
    replace: '...meta.partitions',
  }),
  bug('a gated page is written without looking at its stamp', 271, 'I6', {
    file: CATCH_UP,
    find: "if (!isSameStamp(meta, start)) return 'stale'",
    replace: '',
  }),
  bug('an outcome is matched by number alone', 130, 'I4', {
    file: REBASE,
    find: 'byId.get(ack.commandId)?.uid === ack.uid',
    replace: 'byId.has(ack.commandId)',
  }),
  bug(
    'a uid of another client is not recognised',
    14,
    'I2',
    { file: GROUP, find: 'if (original) {', replace: 'if (false) {' },
    {
      file: MEMORY,
      find: 'if (stored.duplicateOf === undefined && known) throw new Error(`uid ${command.uid} is taken`)',
      replace: '',
    },
  ),
  bug('a recovery leaves the archive where it is', 1, 'I4', {
    file: RECOVERY,
    find: 'of [...archive].sort(inOrder)) {',
    replace: 'of [...archive].slice(0, 0)) {',
  }),
  bug('a recovery does not ask what the server knows', 7, 'I7', {
    file: REBASE,
    find: 'settleRecovery(await tx.archive(), outbox, last.known ?? [], now)',
    replace: 'settleRecovery(await tx.archive(), outbox, [], now)',
  }),
  bug('work that the server knows from elsewhere is carried out again', 869, 'I5', {
    file: REPLAY,
    find: 'if (command.known) {',
    replace: 'if (false) {',
  }),
  bug('a restored server is asked from the old position', 13, 'I8', {
    file: RECOVERY,
    find: 'meta: { ...meta, cursors: {}, recovery',
    replace: 'meta: { ...meta, recovery',
  }),
  bug('work from the journal loses its base images', 1, 'I6', {
    file: ADOPT,
    find: 'shadow: { put: images, remove: [] },\n    outbox: { put: pending, remove: [] },\n    archive: found.archive,',
    replace:
      'shadow: { put: [], remove: [] }, outbox: { put: pending, remove: [] }, archive: found.archive,',
  }),
  bug('an upgrade carries work out over the view instead of the base', 2, 'I7', {
    file: ADOPT,
    find: 'if (env.schema[entity]) await setRow(base',
    replace: 'if (false) await setRow(base',
  }),
]

function bug(name: string, seed: number, shownBy: string, ...edits: Edit[]): PlantedBug {
  return { name, seed, shownBy, edits }
}
