import type { FastifyInstance } from 'fastify'
import { PROTOCOL_VERSION } from '#shared/protocol/version'
import type { ServerDeps } from '../deps'
import { listRecords } from '../jobs/run'
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
    // The server answers also when its data are wrong: who watches it must look here as well.
    nightly: (await listRecords(deps.database)).map(({ name, ok, finishedAt, problems }) => ({
      name,
      ok,
      finishedAt: new Date(finishedAt).toISOString(),
      problems: problems.length,
    })),
  }))
  app.get('/version', async () => ({
    product: PRODUCT,
    version: deps.version,
    protocol: PROTOCOL_VERSION,
    minProtocol: MIN_PROTOCOL,
  }))
}
