import type { FastifyRequest } from 'fastify'
import { sha256 } from '../auth/secrets'
import { findSession, type Session } from '../auth/tokens'
import type { ServerDeps } from '../deps'
import { deviceLocked, unauthenticated } from './httpError'

/**
 * Who is asking: a living token, sent by the very device that it was given to.
 * @throws HttpError UNAUTHENTICATED, DEVICE_LOCKED
 */
export async function authenticate(request: FastifyRequest, deps: ServerDeps): Promise<Session> {
  const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw unauthenticated()
  const session = await findSession(deps.database.db, sha256(token), deps.now())
  if (!session || request.headers['x-device-id'] !== session.deviceId) throw unauthenticated()
  if (session.deviceState === 'locked') throw deviceLocked()
  return session
}
