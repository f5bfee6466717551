import { PROTOCOL_VERSION } from '#shared/protocol/version'
import { PUSH_MAX_BYTES, PUSH_MAX_COMMANDS, type WireCommand } from '#shared/protocol/messages'
import type { PendingCommand } from '#shared/sync/clientPorts'
import { noteActivity } from '../store/activity'
import { noteIfRoom } from '../store/failedWrites'
import { getClientMeta, listOutbox } from '../store/queries/outbox'
import { toWireCommand } from '../store/wireCommand'
import type { SyncDeps } from './syncDeps'

export interface PushOutcome {
  readonly sent: number
  /** Why it ended before the outbox did. */
  readonly stopped?: 'GAP' | 'FORKED' | 'RETRY_LATER'
}

/** Room for the other fields of a request. */
const ENVELOPE_BYTES = 1024

/**
 * Sends everything that waits, in order and in batches. The answer is advice: only a pull takes
 * commands out of the outbox, so a lost answer costs nothing.
 * @throws HttpFailure
 */
export async function pushOutbox(deps: SyncDeps): Promise<PushOutcome> {
  const { store, transport, signal } = deps
  const { clientId, incarnation, recovery } = await getClientMeta(store)
  // Until the pull has told what the server knows, nothing may be sent under any number.
  if (recovery) return { sent: 0 }
  let sent = 0
  let afterId = 0
  for (;;) {
    const commands = await nextBatch(deps, afterId)
    const last = commands.at(-1)
    if (!last) return { sent }
    deps.report({ kind: 'pushing', sent })
    await noteIfRoom(noteActivity({ lastPushAt: new Date(deps.now()).toISOString() }, store))
    const answer = await transport.push(
      {
        protocol: PROTOCOL_VERSION,
        clientId,
        ...(incarnation !== undefined && { incarnation }),
        commands,
      },
      signal,
    )
    sent += answer.outcomes.length
    if (answer.stopped) return { sent, stopped: answer.stopped.reason }
    afterId = last.commandId
  }
}

/** As many waiting commands as one request may carry, at least one. */
async function nextBatch({ store }: SyncDeps, afterId: number): Promise<WireCommand[]> {
  const waiting = await listOutbox({ afterId, limit: PUSH_MAX_COMMANDS }, store)
  const batch: PendingCommand[] = []
  let bytes = ENVELOPE_BYTES
  for (const command of waiting) {
    // A comma stands between two commands.
    bytes += command.bytes + 1
    if (batch.length > 0 && bytes > PUSH_MAX_BYTES) break
    batch.push(command)
  }
  return batch.map(toWireCommand)
}
