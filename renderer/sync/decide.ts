import { noteRefusal, settleRefusal } from '#shared/commands/refusals/settleRefusal'
import { execute, executeTogether, type CommandResult, type TogetherResult } from './execute'
import { getRuntime, type CommandRuntime } from './runtime'

/**
 * Lays refused work aside for a stated reason, on this device and for the branch. The arguments
 * stay with the card.
 * @param uids all of a card, decided together
 */
export function dismiss(
  uids: readonly string[],
  reason: string,
  runtime: CommandRuntime = getRuntime(),
): Promise<TogetherResult> {
  const decidedAt = new Date(runtime.now()).toISOString()
  return executeTogether(async ({ tx, run }) => {
    for (const uid of uids) {
      await tx.decideRejection(uid, { state: 'dismissed', reason, decidedAt })
      await run(settleRefusal, { refusalId: uid, state: 'dismissed', reason })
    }
  }, runtime)
}

/** Takes the decision about refused work back: it waits for one again. */
export function reopen(
  uids: readonly string[],
  runtime: CommandRuntime = getRuntime(),
): Promise<TogetherResult> {
  return executeTogether(async ({ tx, run }) => {
    for (const uid of uids) {
      await tx.reopenRejection(uid)
      await run(settleRefusal, { refusalId: uid, state: 'open' })
    }
  }, runtime)
}

/** The head hands refused work back with a word to whoever did it. */
export function handBack(
  refusalId: string,
  text: string,
  runtime: CommandRuntime = getRuntime(),
): Promise<CommandResult> {
  return execute(noteRefusal, { refusalId, text }, {}, runtime)
}
