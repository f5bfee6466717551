import { addMonths } from '#shared/domain/calendar/period'
import type { Random } from './random'
import { dayOf } from './calendar'

/** What happens to one month's bill of a practice employer, on local dates. */
export interface BillStory {
  readonly period: string
  readonly finalisedOn: string
  /** Absent: no code was ever asked for. */
  readonly codeOn?: string
  /** Absent: the code is still waiting, or has run out. */
  readonly paidOn?: string
}

type Habit = 'prompt' | 'late' | 'arrears'

/**
 * Six months of one employer. Prompt ones pay before the 15th and may still owe the newest month,
 * late ones pay a month after the due date, the others stopped paying some months ago. Months are
 * settled oldest first, as the rules want it.
 */
export function tellStory(random: Random, periods: readonly string[], today: string): BillStory[] {
  const habit = chooseHabit(random)
  const stoppedAfter = random.between(1, 3)
  const hasCode = random.chance(60)
  return periods.map((period, index) => {
    const finalisedOn = dayOf(addMonths(period, 1), random.between(2, 6), today)
    const base = { period, finalisedOn }
    const isNewest = index === periods.length - 1
    if (habit === 'prompt') {
      // Issued today, so that there are living codes on whatever day the branch is made.
      if (isNewest) return hasCode ? { ...base, codeOn: today } : base
      const codeOn = dayOf(addMonths(period, 1), 8, today)
      const paidOn = dayOf(addMonths(period, 1), random.between(9, 12), today)
      return { ...base, codeOn, paidOn }
    }
    if (habit === 'late') {
      const codeOn = dayOf(addMonths(period, 2), random.between(3, 5), today)
      const paidOn = dayOf(addMonths(period, 2), random.between(6, 12), today)
      const settled = index < periods.length - 2
      return settled ? { ...base, codeOn, paidOn } : base
    }
    const codeOn = dayOf(addMonths(period, 1), 9, today)
    if (index < stoppedAfter) {
      return { ...base, codeOn, paidOn: dayOf(addMonths(period, 1), random.between(10, 13), today) }
    }
    // The oldest open month has a code that nobody used; it has run out since.
    return index === stoppedAfter && hasCode ? { ...base, codeOn } : base
  })
}

function chooseHabit(random: Random): Habit {
  const dice = random.between(1, 100)
  if (dice <= 55) return 'prompt'
  return dice <= 80 ? 'late' : 'arrears'
}
