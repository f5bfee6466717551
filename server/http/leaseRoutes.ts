import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NumberLease } from '#shared/model/numberLease'
import { CLAIM_MAX_LEASES } from '#shared/protocol/messages'
import { defaultLimits, type ServerDeps } from '../deps'
import { BLOCK_SIZE, claimLeases, HeldLease, leaseNumbers } from '../service/leases'
import { authenticate } from './authenticate'
import { parseBody } from './parse'

const LeaseBody = z.object({
  kind: NumberLease.shape.kind,
  /** Numbers to have at hand; default half a block, at most four blocks. */
  want: z
    .number()
    .int()
    .min(1)
    .max(4 * BLOCK_SIZE)
    .default(BLOCK_SIZE / 2),
})

/** Devices send what is more in pieces of this size. */
const ClaimBody = z.object({ leases: z.array(HeldLease).max(CLAIM_MAX_LEASES) })

/**
 * POST /leases: number blocks for the asking device. POST /leases/claim: after a restore, the
 * blocks that it holds and the backup could not know, before it sends what it did with them.
 */
export function registerLeaseRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const max = deps.limits?.auth ?? defaultLimits.auth
  app.post('/leases', { config: { rateLimit: { max, timeWindow: 60_000 } } }, async (request) => {
    const { branchId, deviceId } = await authenticate(request, deps)
    const { kind, want } = parseBody(LeaseBody, request.body)
    return leaseNumbers(deps.database, { branchId, deviceId, kind, want }, deps.now())
  })
  app.post(
    '/leases/claim',
    { config: { rateLimit: { max, timeWindow: 60_000 } } },
    async (request) => {
      const { branchId, deviceId } = await authenticate(request, deps)
      const { leases } = parseBody(ClaimBody, request.body)
      const answer = await claimLeases(deps.database, { branchId, deviceId }, leases, deps.now())
      if (answer.refused.length > 0) {
        request.log.error({ leases: answer.refused }, 'a device holds numbers that are not its own')
      }
      return answer
    },
  )
}
