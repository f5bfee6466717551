import { z } from 'zod'
import { BillableProgramme, Programme } from '../programmes'
import { DueRule, Holidays, LateFineRule } from './calendarRules'
import { Ppm } from '../money'
import { BpuRates, JakonRates, PmiRates } from './otherSegmentRates'
import { PuRates, RetirementAge } from './puRates'
import { Relief } from './reliefs'
import { tableProblems } from './tableProblems'

const Shape = z.object({
  schemaVersion: z.literal('1.0.0'),
  title: z.string(),
  researchedThrough: z.string(),
  currency: z.literal('IDR'),
  conventions: z.record(z.string(), z.unknown()),
  pu: PuRates,
  jpRetirementAge: z.array(RetirementAge).nonempty(),
  jpRetirementAgeSource: z.string(),
  bpu: BpuRates,
  jakon: JakonRates,
  pmi: PmiRates,
  reliefs: z.array(Relief),
  dueRules: z.array(DueRule),
  lateFines: z.array(LateFineRule),
  administrativeSanction: z.object({
    writtenWarnings: z.int(),
    workingDaysEach: z.int(),
    finePpmPerMonth: Ppm,
    fineMaxDays: z.int(),
    thenPublicServiceRefusal: z.boolean(),
    source: z.string(),
    confidence: z.string(),
  }),
  receivableQuality: z.object({
    status: z.string(),
    byMonthsInArrears: z.array(
      z.object({
        class: z.enum(['LANCAR', 'KURANG_LANCAR', 'DIRAGUKAN', 'MACET']),
        from: z.int().positive(),
        to: z.int().positive().nullable(),
      }),
    ),
  }),
  bpuArrears: z.object({
    maxBillableMonths: z.int(),
    afterMoreThanMonths: z.int(),
    result: z.string(),
    source: z.string(),
    confidence: z.string(),
  }),
  membershipAge: z.partialRecord(
    z.enum([...Programme.options, 'BPU', 'foreignWorkers']),
    z.looseObject({ programmes: z.array(BillableProgramme).optional() }),
  ),
  holidays: Holidays,
})

/**
 * All effective-dated figures: rates, ceilings, reliefs, due rules, fines, holidays. Every
 * function of the domain takes them as its first parameter, so that a bill can be recomputed with
 * the tables of any moment. Parsing refuses overlapping or gapped ranges (see `tableProblems`).
 */
export const RateTables = Shape.superRefine((tables, ctx) => {
  for (const message of tableProblems(tables)) ctx.addIssue({ code: 'custom', message })
})
export type RateTables = z.infer<typeof Shape>

/**
 * Validated tables from parsed JSON.
 * @throws Error listing every problem in one message
 */
export function parseRateTables(json: unknown): RateTables {
  const result = RateTables.safeParse(json)
  if (!result.success) {
    throw new Error(`the rate tables are not usable:\n${z.prettifyError(result.error)}`)
  }
  return result.data
}
