import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeviceKey } from '../auth/deviceKey'
import { makeChallenge, refresh, signOut } from '../auth/refresh'
import { signIn } from '../auth/signIn'
import { defaultLimits, type ServerDeps } from '../deps'
import { authenticate } from './authenticate'
import { parseBody } from './parse'

const DeviceId = z.uuid()
const UserId = z.string().min(1).max(80)

const SignInBody = z.object({
  username: z.string().min(1).max(80),
  password: z.string().min(1).max(200),
  deviceId: DeviceId,
  deviceName: z.string().trim().min(1).max(80),
  publicKey: DeviceKey,
  recovery: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .exactOptional(),
})

const ChallengeBody = z.object({ deviceId: DeviceId })

const RefreshBody = z.object({
  deviceId: DeviceId,
  userId: UserId,
  nonce: z.string().min(20).max(100),
  signature: z.string().min(80).max(120),
})

/** Sign-in with a password, renewal by the device's key, sign-out. */
export function registerAuthRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const max = deps.limits?.auth ?? defaultLimits.auth
  const limited = { config: { rateLimit: { max, timeWindow: 60_000 } } }

  app.post('/auth/sign-in', limited, (request) =>
    signIn(deps.database, parseBody(SignInBody, request.body), deps.now()),
  )
  app.post('/auth/challenge', limited, (request) =>
    makeChallenge(deps.database, parseBody(ChallengeBody, request.body).deviceId, deps.now()),
  )
  app.post('/auth/refresh', limited, (request) =>
    refresh(deps.database, parseBody(RefreshBody, request.body), deps.now()),
  )
  app.post('/auth/sign-out', limited, async (request) => {
    await signOut(deps.database, await authenticate(request, deps))
    return { ok: true }
  })
}
