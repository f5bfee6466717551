import type { LocalDate } from '../calendar/localDate'
import type { Rupiah } from '../money'

/** True from the day after the effective due date while principal is unpaid; fines do not count. */
export function isReceivable(
  bill: { effectiveDueDate: LocalDate; outstandingPrincipal: Rupiah },
  today: LocalDate,
): boolean {
  return today > bill.effectiveDueDate && bill.outstandingPrincipal > 0
}
