import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Session } from '../auth/tokens'
import type { ServerDeps } from '../deps'
import { authenticate } from './authenticate'
import { HttpError } from './httpError'
import { parseBody } from './parse'

const StateBody = z.object({ deviceId: z.uuid(), state: z.enum(['normal', 'locked']) })

/** For the system administrator: which devices are registered, and locking a lost one. */
export function registerDeviceRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps.database

  app.get('/devices', async (request) => {
    const { branchId } = await administrator(request, deps)
    const rows = await db
      .selectFrom('auth_device')
      .select(['id', 'name', 'state', 'registered_at', 'last_seen_at'])
      .where('branch_id', '=', branchId)
      .orderBy('id')
      .execute()
    return {
      devices: rows.map((row) => ({
        id: row.id,
        name: row.name,
        state: row.state,
        registeredAt: new Date(row.registered_at).toISOString(),
        lastSeenAt: new Date(row.last_seen_at).toISOString(),
      })),
    }
  })

  app.post('/devices/state', async (request) => {
    const { branchId } = await administrator(request, deps)
    const { deviceId, state } = parseBody(StateBody, request.body)
    const changed = await db
      .updateTable('auth_device')
      .set({ state })
      .where('id', '=', deviceId)
      .where('branch_id', '=', branchId)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw new HttpError(404, 'NOT_FOUND', 'No such device in this branch.')
    return { deviceId, state }
  })
}

async function administrator(request: FastifyRequest, deps: ServerDeps): Promise<Session> {
  const session = await authenticate(request, deps)
  if (!session.roles.includes('SYSADMIN')) {
    throw new HttpError(403, 'FORBIDDEN', 'Only the system administrator may do this.')
  }
  return session
}
