import { addDays, type LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { addWorkingDays } from '../calendar/workingDays'
import { type Due, monthsLate, nextFineStep } from '../billing/monthsLate'
import type { Segment } from '../programmes'
import { findEffective, getEffective } from '../rates/effective'
import type {
  CollectionLadder,
  LadderMoment,
  LadderStep,
  LetterInterval,
} from '../rates/ladderRules'
import type { RateTables } from '../rates/rateTables'

/** A step that was carried out. */
export interface DoneStep {
  code: string
  on: LocalDate
  /** Day on which delivery (or the visit, the receipt of the file) is proven. */
  deliveredOn?: LocalDate | undefined
}

/** A payer's word to pay by a day. */
export interface PaymentPromise {
  madeOn: LocalDate
  payBy: LocalDate
}

export interface LadderQuestion {
  segment: Segment
  /** Period of the oldest unpaid bill; its ladder and due dates hold. */
  period: Period
  due: Due
  asOf: LocalDate
  /** Day on which the principal was settled completely. */
  settledOn?: LocalDate | undefined
  done: readonly DoneStep[]
  promises?: readonly PaymentPromise[] | undefined
}

export type NextStep =
  /** Everything is paid: close the open step and thank the payer. */
  | { kind: 'CLOSED'; ruleId: string; settledOn: LocalDate }
  /** A promise holds the ladder still until the day after it. */
  | { kind: 'PAUSED'; ruleId: string; until: LocalDate }
  /** To be done now; `mandatory` when the hand-over cannot be put off any more. */
  | { kind: 'DUE'; ruleId: string; step: LadderStep; since: LocalDate; mandatory: boolean }
  /** Nothing yet. */
  | { kind: 'WAITING'; ruleId: string; step: LadderStep; notBefore: LocalDate; reason: WaitReason }
  /** The last step was done. */
  | { kind: 'COMPLETE'; ruleId: string }

export type WaitReason = 'NOT_DUE' | 'NO_EVIDENCE_YET'

/**
 * What to do next about an unpaid bill. Steps follow each other in the order of the table: only
 * reminders and visits whose time has passed are left out, never a letter or a hand-over. A letter
 * waits for proof that the step before it arrived, or for some days (seven). A promise pauses
 * everything until the day after it; full payment ends it.
 * @throws RangeError when the segment has no ladder, or a step is unknown to it
 */
export function nextStep(tables: RateTables, question: LadderQuestion): NextStep {
  const { asOf, settledOn } = question
  const ladder = getLadder(tables, question)
  const ruleId = ladder.id
  if (settledOn !== undefined && settledOn <= asOf) return { kind: 'CLOSED', ruleId, settledOn }
  const until = pausedUntil(question)
  if (until !== undefined) return { kind: 'PAUSED', ruleId, until }
  const past = question.done.filter((one) => one.on <= asOf)
  for (const step of ladder.steps.slice(lastDone(ladder, past) + 1)) {
    const ready = readiness(tables, ladder, step, question, past)
    if (ready.notBefore > asOf) return { kind: 'WAITING', ruleId, step, ...ready }
    if (lapsed(tables, ladder, step, question, past)) continue
    const { mandatoryAtMonthsLate: limit } = step
    const mandatory = limit !== undefined && monthsLate(question.due, asOf) >= limit
    return { kind: 'DUE', ruleId, step, since: ready.notBefore, mandatory }
  }
  return { kind: 'COMPLETE', ruleId }
}

/**
 * Steps that by now cannot be put off any more (hand-over to the inspectors at seven months), even
 * while earlier steps are still to be done; for the warning on the worklist.
 */
export function mandatorySteps(tables: RateTables, question: LadderQuestion): LadderStep[] {
  const ladder = getLadder(tables, question)
  const { settledOn, asOf } = question
  if (settledOn !== undefined && settledOn <= asOf) return []
  const late = monthsLate(question.due, asOf)
  const done = question.done.filter((one) => one.on <= asOf)
  return ladder.steps.filter(
    (step, i) =>
      step.mandatoryAtMonthsLate !== undefined &&
      late >= step.mandatoryAtMonthsLate &&
      i > lastDone(ladder, done),
  )
}

/** Last day to answer a letter that was delivered (or sent) on a day. */
export function answerBy(
  tables: RateTables,
  letter: LetterInterval['letter'],
  from: LocalDate,
): LocalDate {
  const rules = tables.letterIntervals.filter((one) => one.letter === letter)
  const rule = getEffective(rules, from.slice(0, 7), `time to answer ${letter}`)
  return later(tables, from, rule.answerDays, rule.dayKind)
}

function getLadder(tables: RateTables, question: LadderQuestion): CollectionLadder {
  const { segment, period } = question
  const ladder = findEffective(
    tables.collectionLadders.filter((one) => one.segment === segment),
    period,
  )
  if (ladder === undefined) throw new RangeError(`segment ${segment} has no collection ladder`)
  const unknown = question.done.find(({ code }) => !ladder.steps.some((one) => one.code === code))
  if (unknown !== undefined) throw new RangeError(`ladder ${ladder.id} has no step ${unknown.code}`)
  return ladder
}

function pausedUntil({ promises = [], asOf }: LadderQuestion): LocalDate | undefined {
  const until = promises
    .filter((promise) => promise.madeOn <= asOf)
    .map((promise) => addDays(promise.payBy, 1))
    .filter((day) => day > asOf)
    .sort()
  return until.at(-1)
}

function lastDone(ladder: CollectionLadder, done: readonly DoneStep[]): number {
  return ladder.steps.findLastIndex((step) => done.some((one) => one.code === step.code))
}

/** The first day on which a step may be taken, and what it waits for. */
function readiness(
  tables: RateTables,
  ladder: CollectionLadder,
  step: LadderStep,
  question: LadderQuestion,
  done: readonly DoneStep[],
): { notBefore: LocalDate; reason: WaitReason } {
  const moments = step.when.map((moment) => dayOf(tables, ladder, moment, question, done))
  const due = moments.reduce((a, b) => (a > b ? a : b))
  if (step.channel !== 'LETTER') return { notBefore: due, reason: 'NOT_DUE' }
  const evidence = evidenceDay(ladder, done)
  return evidence > due
    ? { notBefore: evidence, reason: 'NO_EVIDENCE_YET' }
    : { notBefore: due, reason: 'NOT_DUE' }
}

/** Day from which the step before counts as received: its proof, or some days after it. */
function evidenceDay(ladder: CollectionLadder, done: readonly DoneStep[]): LocalDate {
  const code = ladder.steps[lastDone(ladder, done)]?.code
  const before = done.findLast((one) => one.code === code)
  if (before === undefined) return ''
  const { on, deliveredOn } = before
  const enough = addDays(on, ladder.evidenceDays)
  return deliveredOn !== undefined && deliveredOn < enough ? deliveredOn : enough
}

function lapsed(
  tables: RateTables,
  ladder: CollectionLadder,
  step: LadderStep,
  question: LadderQuestion,
  done: readonly DoneStep[],
): boolean {
  const days = step.lapsesAt?.map((moment) => dayOf(tables, ladder, moment, question, done))
  return days !== undefined && days.every((day) => day <= question.asOf)
}

/** The day on which a moment has come; far in the future while it depends on what is not done. */
function dayOf(
  tables: RateTables,
  ladder: CollectionLadder,
  moment: LadderMoment,
  { due }: LadderQuestion,
  done: readonly DoneStep[],
): LocalDate {
  switch (moment.kind) {
    case 'DAYS_FROM_DUE':
      return addDays(due.effectiveDueDate, moment.days)
    case 'MONTHS_LATE':
      return firstDayLate(due, moment.months)
    case 'AFTER_STEP': {
      const before = done.findLast((one) => one.code === moment.step)
      return before === undefined ? never : later(tables, before.on, moment.days, moment.dayKind)
    }
    case 'AFTER_ANSWER': {
      const before = done.findLast((one) => one.code === moment.step)
      const letter = ladder.steps.find((one) => one.code === moment.step)?.letter
      if (before === undefined || letter === undefined) return never
      return addDays(answerBy(tables, letter, before.deliveredOn ?? before.on), 1)
    }
  }
}

const never: LocalDate = '9999-12-31'

/** First day on which a bill is so many started months late. */
function firstDayLate(due: Due, months: number): LocalDate {
  let day = addDays(due.effectiveDueDate, 1)
  while (monthsLate(due, day) < months) day = nextFineStep(due, day)
  return day
}

function later(
  tables: RateTables,
  from: LocalDate,
  days: number,
  kind: 'CALENDAR' | 'WORKING',
): LocalDate {
  return kind === 'WORKING' ? addWorkingDays(tables.holidays, from, days) : addDays(from, days)
}
