import {
  addDays,
  daysInMonth,
  type LocalDate,
  localDateOfInstant,
  makeDate,
  partsOfDate,
  startOfDay,
  type TimeZone,
} from '../calendar/localDate'
import { addMonths, type Period } from '../calendar/period'
import { holidaysLoaded, rollForward } from '../calendar/workingDays'
import type { Segment } from '../programmes'
import type { DueRule } from '../rates/calendarRules'
import { getEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'

export interface DueDates {
  /** The day the rule names, before looking at weekends and holidays. */
  nominalDueDate: LocalDate
  /** The last day to pay without a fine. */
  effectiveDueDate: LocalDate
  /** False: no holiday table for that year, only weekends were looked at; warn about it. */
  holidaysLoaded: boolean
  ruleId: string
  source: string
}

/**
 * When a bill falls due: for PU the 15th of the month after the period, moved past Saturdays,
 * Sundays and national holidays (PP 44/2015; Perdir 22/PERDIR.02/072022); during PP 49/2020 the
 * 30th. Joint leave moves it only if the branch says so.
 * @throws RangeError when the segment has no due rule for the period
 */
export function dueDates(
  tables: RateTables,
  question: { segment: Segment; period: Period; treatJointLeaveAsHoliday?: boolean | undefined },
): DueDates {
  const { segment, period, treatJointLeaveAsHoliday = false } = question
  const rules = tables.dueRules.filter((rule) => rule.segment === segment)
  const rule = getEffective(rules, period, `due date of segment ${segment}`)
  const nominalDueDate = nominal(rule, period)
  const effectiveDueDate = rollForward(tables.holidays, nominalDueDate, treatJointLeaveAsHoliday)
  return {
    nominalDueDate,
    effectiveDueDate,
    holidaysLoaded:
      holidaysLoaded(tables.holidays, nominalDueDate) &&
      holidaysLoaded(tables.holidays, effectiveDueDate),
    ruleId: rule.id,
    source: rule.source,
  }
}

/**
 * The due date of a project's term: the day the plan names, neither fixed by law nor moved by
 * holidays (the project's choice).
 */
export function termDueDates(date: LocalDate): DueDates {
  partsOfDate(date)
  return {
    nominalDueDate: date,
    effectiveDueDate: date,
    holidaysLoaded: true,
    ruleId: 'DESIGN-TERM-DATE',
    source: 'design: a term falls due on the day of its plan',
  }
}

/** First instant (UTC) at which a day of the branch's time zone is over, e.g. to expire a code. */
export function deadlineInstant(date: LocalDate, zone: TimeZone = 'WIB'): string {
  return startOfDay(addDays(date, 1), zone)
}

/** Whether money received at an instant came after the due date, in the branch's own time. */
export function isLateInstant(
  due: Pick<DueDates, 'effectiveDueDate'>,
  receivedAt: string,
  zone: TimeZone = 'WIB',
): boolean {
  return localDateOfInstant(receivedAt, zone) > due.effectiveDueDate
}

function nominal(rule: DueRule, period: Period): LocalDate {
  const { year, month } = partsOfDate(`${addMonths(period, rule.monthOffset)}-01`)
  if (rule.day > daysInMonth(year, month) && rule.clampToMonthEnd !== true) {
    throw new RangeError(`${rule.id}: ${year}-${month} has no day ${rule.day}`)
  }
  return makeDate(year, month, rule.day)
}
