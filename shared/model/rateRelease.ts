import { z } from 'zod'
import { TableAddition } from '../domain/rates/mergeTables'
import { Id, OptionalText, Stamp, Text } from './common'
import { defineEntity } from './entity'

export const RateReleaseStatus = z.enum(['PROPOSED', 'APPROVED', 'REJECTED'])
export type RateReleaseStatus = z.infer<typeof RateReleaseStatus>

/** How a proposal was decided. `reason` is required for a rejection. */
export const Decision = Stamp.extend({ reason: z.string().optional() })
export type Decision = z.infer<typeof Decision>

/**
 * A new version of the tables of rates and rules, proposed by one person and decided by another.
 * It lies in the partition `ref`: one set of tables for everybody on this server.
 */
export const RateRelease = z.object({
  id: Id,
  branchId: z.literal('ref'),
  title: Text(200),
  /** Regulation and article, as the addition names its source. */
  regulation: Text(400),
  note: OptionalText(500),
  /** First period or day in which it changes anything; absent when only holidays are added. */
  effectiveFrom: z.string().optional(),
  addition: TableAddition,
  status: RateReleaseStatus,
  proposed: Stamp,
  decided: Decision.optional(),
})
export type RateRelease = z.infer<typeof RateRelease>

export const rateReleaseEntity = defineEntity('rateRelease', RateRelease, {
  status: { fields: ['status'] },
})
