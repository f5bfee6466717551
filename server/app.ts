import rateLimit from '@fastify/rate-limit'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { prepareDecoy } from './auth/passwords'
import { defaultLimits, type ServerDeps } from './deps'
import { registerAppRoutes } from './http/appRoutes'
import { registerAttachmentRoutes } from './http/attachmentRoutes'
import { registerAuthRoutes } from './http/authRoutes'
import { registerDeviceRoutes } from './http/deviceRoutes'
import { registerErrors } from './http/errors'
import { registerEventsRoute } from './http/eventsRoute'
import { registerHeaders } from './http/headers'
import { registerHealthRoutes } from './http/healthRoutes'
import { HttpError } from './http/httpError'
import { registerLeaseRoutes } from './http/leaseRoutes'
import { loggerOptions, registerRequestLog } from './http/logging'
import { registerPracticeRoutes } from './http/practiceRoutes'
import { registerSyncRoutes } from './http/syncRoutes'
import { registerUsbRoutes } from './http/usbRoutes'
import { SyncService } from './service/sync'

/** Larger than any push (256 KB) and far from anything that could hurt. */
const BODY_LIMIT = 1024 * 1024

/** The whole HTTP application over an open database, not yet listening. */
export async function createApp(deps: ServerDeps): Promise<FastifyInstance> {
  await prepareDecoy()
  const app = fastify({
    logger: loggerOptions(deps.config.logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.config.trustProxy,
    // Long enough for the largest push over 16 kbit/s; event streams are answers and may last.
    requestTimeout: 180_000,
    // Idle keep-alive connections must not hold up a restart.
    forceCloseConnections: true,
  })
  registerErrors(app)
  registerHeaders(app)
  registerRequestLog(app)
  await app.register(rateLimit, {
    max: deps.limits?.other ?? defaultLimits.other,
    timeWindow: 60_000,
    // A whole office behind one address may open the application at eight o'clock.
    allowList: (request) => request.url.startsWith('/app/'),
    errorResponseBuilder: (_request, { ttl }) =>
      new HttpError(429, 'RETRY_LATER', 'Too many requests. Try again shortly.', {
        retryAfterSeconds: Math.ceil(ttl / 1000),
      }),
  })
  const sync = new SyncService(deps.database, deps.now, deps.registry)
  registerHealthRoutes(app, deps, sync)
  registerAuthRoutes(app, deps)
  registerSyncRoutes(app, deps, sync)
  registerEventsRoute(app, deps)
  registerLeaseRoutes(app, deps)
  registerDeviceRoutes(app, deps)
  registerUsbRoutes(app, deps, sync)
  await registerAttachmentRoutes(app, deps)
  if (deps.config.mode === 'practice') await registerPracticeRoutes(app, deps)
  await registerAppRoutes(app, deps)
  return app
}
