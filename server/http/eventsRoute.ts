import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { findSession } from '../auth/tokens'
import { defaultLimits, type ServerDeps } from '../deps'
import { partitionsOf } from '../service/sync'
import { authenticate } from './authenticate'
import { headersFor } from './headers'

/**
 * GET /sync/events: server-sent events that only say which partition moved. Ends when the token
 * expires or the device is locked; the client then renews its token and opens a new one.
 */
export function registerEventsRoute(app: FastifyInstance, deps: ServerDeps): void {
  const heartbeatMs = (deps.limits?.heartbeatSeconds ?? defaultLimits.heartbeatSeconds) * 1000
  const streams = new Set<ServerResponse>()

  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end()
  })

  app.get('/sync/events', async (request, reply) => {
    const session = await authenticate(request, deps)
    const partitions = new Set(partitionsOf(session))
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, {
      ...headersFor(request),
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    })
    stream.write(': connected\n\n')
    streams.add(stream)

    const unsubscribe = deps.database.pokes.subscribe((partition) => {
      if (partitions.has(partition)) {
        stream.write(`event: poke\ndata: ${JSON.stringify({ partition })}\n\n`)
      }
    })
    const heartbeat = setInterval(() => {
      void mayStay().then(
        (stays) => (stays ? stream.write(': still here\n\n') : stream.end()),
        () => stream.end(),
      )
    }, heartbeatMs)
    stream.on('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
      streams.delete(stream)
    })

    async function mayStay(): Promise<boolean> {
      const now = await findSession(deps.database.db, session.tokenHash, deps.now())
      return now?.deviceState === 'normal'
    }
  })
}
