import { PROTOCOL_VERSION } from '#shared/protocol/version'
import {
  PUSH_MAX_COMMANDS,
  type PushRequest,
  type PushResponse,
  type WireCommand,
} from '#shared/protocol/messages'
import type { PendingCommand } from '#shared/sync/clientPorts'
import { noteActivity } from '../store/activity'
import type { Store } from '../store/database'
import { noteIfRoom } from '../store/failedWrites'
import { getClientMeta, listOutbox } from '../store/queries/outbox'
import { toWireCommand } from '../store/wireCommand'
import { PushPace } from './pushPace'
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
  const { store, pushPace = new PushPace() } = deps
  const { clientId, incarnation, recovery } = await getClientMeta(store)
  // Until the pull has told what the server knows, nothing may be sent under any number.
  if (recovery) return { sent: 0 }
  let sent = 0
  for (;;) {
    const commands = await nextBatch(store, pushPace.answeredUpTo(clientId), pushPace.bytes)
    if (commands.length === 0) return { sent }
    deps.report({ kind: 'pushing', sent })
    await noteIfRoom(noteActivity({ lastPushAt: new Date(deps.now()).toISOString() }, store))
    const request = {
      protocol: PROTOCOL_VERSION,
      clientId,
      ...(incarnation !== undefined && { incarnation }),
      commands,
    }
    const sentAt = deps.now()
    const answer = await send(deps, request, pushPace)
    sent += answer.outcomes.length
    if (answer.stopped) {
      pushPace.forgetAnswers()
      return { sent, stopped: answer.stopped.reason }
    }
    pushPace.noteAnswer(clientId, commands.at(-1)?.commandId ?? 0, deps.now() - sentAt)
  }
}

async function send(
  { transport, signal }: SyncDeps,
  request: PushRequest,
  pushPace: PushPace,
): Promise<PushResponse> {
  try {
    return await transport.push(request, signal)
  } catch (error) {
    pushPace.noteFailure(error)
    throw error
  }
}

/** As many waiting commands as fit, at least one. */
async function nextBatch(store: Store, afterId: number, maxBytes: number): Promise<WireCommand[]> {
  const waiting = await listOutbox({ afterId, limit: PUSH_MAX_COMMANDS }, store)
  const batch: PendingCommand[] = []
  let bytes = ENVELOPE_BYTES
  for (const command of waiting) {
    // A comma stands between two commands.
    bytes += command.bytes + 1
    if (batch.length > 0 && bytes > maxBytes) break
    batch.push(command)
  }
  return batch.map(toWireCommand)
}
