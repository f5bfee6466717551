import { z } from 'zod'
import { BillableProgramme, Programme } from '../programmes'
import { DueRule, Holidays, LateFineRule } from './calendarRules'
import { CollectionLadder, LetterInterval } from './ladderRules'
import { BpuRates, JakonRates, PmiRates } from './otherSegmentRates'
import { PuRates, RetirementAge } from './puRates'
import { AdministrativeSanction, BpuArrearsRule, ReceivableQuality } from './receivableRules'
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
  pmi: z.array(PmiRates).nonempty(),
  reliefs: z.array(Relief),
  dueRules: z.array(DueRule),
  lateFines: z.array(LateFineRule),
  administrativeSanctions: z.array(AdministrativeSanction).nonempty(),
  receivableQualities: z.array(ReceivableQuality).nonempty(),
  bpuArrears: z.array(BpuArrearsRule).nonempty(),
  collectionLadders: z.array(CollectionLadder).nonempty(),
  letterIntervals: z.array(LetterInterval).nonempty(),
  membershipAge: z.partialRecord(
    z.enum([...Programme.options, 'BPU', 'foreignWorkers']),
    z.looseObject({ programmes: z.array(BillableProgramme).optional() }),
  ),
  holidays: Holidays,
  /** Versions that were imported on top of the shipped tables. */
  additions: z
    .array(z.object({ id: z.string(), title: z.string(), source: z.string() }))
    .optional(),
})

/**
 * All effective-dated figures: rates, ceilings, reliefs, due rules, fines, holidays, sanctions,
 * quality of receivables, collection ladders, times to answer letters. Every
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
