import { z } from 'zod'
import { Segment } from '../programmes'
import { effectiveFields } from './effective'

/** Letters of the collection that wait for an answer. */
export const CollectionLetter = z.enum([
  'BILLING_1',
  'BILLING_2',
  'WARNING_1',
  'WARNING_2',
  'SUMMONS',
])
export type CollectionLetter = z.infer<typeof CollectionLetter>

const DayKind = z.enum(['CALENDAR', 'WORKING'])

/**
 * When a step of the ladder comes: days from the effective due date (negative: before it), started
 * months late, days after another step was done, or when the time to answer a letter has run out.
 */
export const LadderMoment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('DAYS_FROM_DUE'), days: z.int() }),
  z.object({ kind: z.literal('MONTHS_LATE'), months: z.int().positive() }),
  z.object({
    kind: z.literal('AFTER_STEP'),
    step: z.string(),
    days: z.int().min(0),
    dayKind: DayKind,
  }),
  z.object({ kind: z.literal('AFTER_ANSWER'), step: z.string() }),
])
export type LadderMoment = z.infer<typeof LadderMoment>

/** One rung; all of `when` must have come. With `lapsesAt`, it may be passed over after that. */
export const LadderStep = z.object({
  code: z.string().regex(/^[A-Z0-9_]+$/),
  labelId: z.string().min(1),
  channel: z.enum(['BLAST', 'BLAST_AND_CALL', 'LETTER', 'VISIT', 'CASE_FILE']),
  who: z.enum(['PAD', 'AR', 'ARK', 'RECEIVABLES_ADMIN', 'INSPECTOR', 'KABID', 'KAKACAB']),
  when: z.array(LadderMoment).nonempty(),
  lapsesAt: z.array(LadderMoment).nonempty().optional(),
  letter: CollectionLetter.optional(),
  mandatoryAtMonthsLate: z.int().positive().optional(),
})
export type LadderStep = z.infer<typeof LadderStep>

/** The order in which an unpaid bill is collected; the order of `steps` is the order of the ladder. */
export const CollectionLadder = z.object({
  ...effectiveFields,
  segment: Segment,
  /** A letter follows the step before it only with proof of delivery or after so many days. */
  evidenceDays: z.int().min(0),
  steps: z.array(LadderStep).nonempty(),
})
export type CollectionLadder = z.infer<typeof CollectionLadder>

/** How long the receiver of a letter has to answer it. */
export const LetterInterval = z.object({
  ...effectiveFields,
  letter: CollectionLetter,
  answerDays: z.int().min(0),
  dayKind: DayKind,
})
export type LetterInterval = z.infer<typeof LetterInterval>
