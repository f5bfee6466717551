import type { FastifyInstance } from 'fastify'
import { PullRequest, PushRequest } from '#shared/protocol/messages'
import { PROTOCOL_VERSION } from '#shared/protocol/version'
import { defaultLimits, type ServerDeps } from '../deps'
import type { SyncService } from '../service/sync'
import { authenticate } from './authenticate'
import { HttpError } from './httpError'
import { parseBody } from './parse'

/** The oldest wire format that is still spoken. */
export const MIN_PROTOCOL = 1

/** Push and pull. Refused commands are answers, not errors; errors concern the whole request. */
export function registerSyncRoutes(
  app: FastifyInstance,
  deps: ServerDeps,
  sync: SyncService,
): void {
  const max = deps.limits?.sync ?? defaultLimits.sync
  const limited = { config: { rateLimit: { max, timeWindow: 60_000 } } }

  app.post('/sync/push', limited, async (request) => {
    const session = await authenticate(request, deps)
    checkProtocol(request.body)
    const body = parseBody(PushRequest, request.body)
    await checkIncarnation(sync, body.incarnation)
    return sync.push(session, body, request.log)
  })

  app.post('/sync/pull', limited, async (request) => {
    const session = await authenticate(request, deps)
    checkProtocol(request.body)
    const body = parseBody(PullRequest, request.body)
    await checkIncarnation(sync, body.incarnation)
    return sync.pull(session, body)
  })
}

/** Looked at before the rest: another version may have another shape. */
function checkProtocol(body: unknown): void {
  const protocol =
    typeof body === 'object' && body !== null && 'protocol' in body ? body.protocol : undefined
  if (typeof protocol !== 'number') return
  if (protocol < MIN_PROTOCOL || protocol > PROTOCOL_VERSION) {
    throw new HttpError(
      426,
      'VERSION_NOT_SUPPORTED',
      `This server speaks protocol ${MIN_PROTOCOL} to ${PROTOCOL_VERSION}.`,
      { minProtocol: MIN_PROTOCOL, protocol: PROTOCOL_VERSION },
    )
  }
}

/** A restored database has another identity: the client must first find out what was lost. */
async function checkIncarnation(sync: SyncService, known: string | undefined): Promise<void> {
  if (known !== undefined && known !== (await sync.incarnation())) {
    throw new HttpError(409, 'INCARNATION_CHANGED', 'The server was restored from a backup.')
  }
}
