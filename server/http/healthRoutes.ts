import type { FastifyInstance } from 'fastify'
import { PROTOCOL_VERSION } from '#shared/protocol/version'
import type { ServerDeps } from '../deps'
import type { SyncService } from '../service/sync'
import { MIN_PROTOCOL } from './syncRoutes'

/** How the start script tells our server from another program on the port. */
const PRODUCT = 'smile-loket'

/** For load balancers, the start script and the client's version check. */
export function registerHealthRoutes(
  app: FastifyInstance,
  deps: ServerDeps,
  sync: SyncService,
): void {
  app.get('/health', async () => ({
    ok: true,
    mode: deps.config.mode,
    incarnation: await sync.incarnation(),
    version: deps.version,
  }))
  app.get('/version', async () => ({
    product: PRODUCT,
    version: deps.version,
    protocol: PROTOCOL_VERSION,
    minProtocol: MIN_PROTOCOL,
  }))
}
