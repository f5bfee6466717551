import { z } from 'zod'
import { LocalDate } from '../calendar/localDate'
import { Ppm } from '../money'
import { BillableProgramme, Segment } from '../programmes'
import { effectiveFields } from './effective'

/**
 * What a relief does to one programme: `ratePpmByRiskLevel` replaces the rate, `multiplyPpm`
 * scales it (500,000 = half), `deferPpm` lets that part be paid later and changes no amount.
 */
export const ReliefEffect = z.object({
  multiplyPpm: Ppm.optional(),
  ratePpmByRiskLevel: z.record(z.enum(['1', '2', '3', '4', '5']), Ppm).optional(),
  deferPpm: Ppm.optional(),
  repayFrom: LocalDate.optional(),
  repayTo: LocalDate.optional(),
})
export type ReliefEffect = z.infer<typeof ReliefEffect>

/** A fine rate for one programme that applies only to those who hold the relief. */
export const ReliefFine = z.object({
  ...effectiveFields,
  programme: BillableProgramme,
  ppmPerMonth: Ppm,
})
export type ReliefFine = z.infer<typeof ReliefFine>

/** A temporary reduction by government regulation, chosen by the period of the bill. */
export const Relief = z.object({
  ...effectiveFields,
  regulation: z.string(),
  segments: z.array(Segment).nonempty(),
  sector: z.enum(['TRANSPORT', 'OTHER']).optional(),
  programmes: z.partialRecord(BillableProgramme, ReliefEffect),
  meaning: z.string().optional(),
  conditions: z.array(z.string()),
  automatic: z.boolean(),
  dueDayOverride: z.int().optional(),
  lateFinePpmPerMonthOverride: Ppm.optional(),
  lateFineNote: z.string().optional(),
  lateFines: z.array(ReliefFine).optional(),
  settleBy: LocalDate.optional(),
})
export type Relief = z.infer<typeof Relief>
