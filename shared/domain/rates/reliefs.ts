import { z } from 'zod'
import { LocalDate } from '../calendar/localDate'
import { Period } from '../calendar/period'
import { Ppm } from '../money'
import { BillableProgramme, BpuSector, EmployerSize, Segment } from '../programmes'
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

/** Labour-intensive industries of PP 7/2025. */
export const LabourIntensiveSector = z.enum([
  'FOOD_BEVERAGE_TOBACCO',
  'TEXTILE_APPAREL',
  'LEATHER',
  'FOOTWEAR',
  'TOYS',
  'FURNITURE',
])
export type LabourIntensiveSector = z.infer<typeof LabourIntensiveSector>

/**
 * Who a relief is for, as predicates that all must hold. `settledThrough` asks for those
 * programmes to be paid up to a period (only of members from before `membersBefore`, if given);
 * `newMembers` makes those registered from a period on pay some first months in full.
 */
export const ReliefEligibility = z.strictObject({
  excludesGovernmentBudget: z.boolean().optional(),
  employerSizes: z.array(EmployerSize).nonempty().optional(),
  labourIntensiveSectors: z.array(LabourIntensiveSector).nonempty().optional(),
  minimumWorkers: z.int().positive().optional(),
  settledThrough: z
    .array(
      z.strictObject({
        programmes: z.array(BillableProgramme).nonempty(),
        period: Period,
        membersBefore: Period.optional(),
      }),
    )
    .optional(),
  newMembers: z.strictObject({ registeredFrom: Period, fullMonths: z.int().positive() }).optional(),
})
export type ReliefEligibility = z.infer<typeof ReliefEligibility>

/** A temporary reduction by government regulation, chosen by the period of the bill. */
export const Relief = z.object({
  ...effectiveFields,
  regulation: z.string(),
  segments: z.array(Segment).nonempty(),
  sector: BpuSector.optional(),
  programmes: z.partialRecord(BillableProgramme, ReliefEffect),
  meaning: z.string().optional(),
  conditions: z.array(z.string()),
  eligibility: ReliefEligibility.optional(),
  automatic: z.boolean(),
  dueDayOverride: z.int().optional(),
  lateFinePpmPerMonthOverride: Ppm.optional(),
  lateFineNote: z.string().optional(),
  lateFines: z.array(ReliefFine).optional(),
  /** A month settled after this day is owed at the normal rate. */
  settleBy: LocalDate.optional(),
})
export type Relief = z.infer<typeof Relief>
