import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import type { ClockReading } from '#shared/sync/clientPorts'
import { knownTime } from '#shared/sync/heldRight'

let deviceTime: () => number = Date.now
let reading: ClockReading | undefined

/** Whose ticking counts, in epoch milliseconds; without one, this machine's own. */
export function setDeviceClock(now: (() => number) | undefined): void {
  deviceTime = now ?? Date.now
}

/** What the last contact with the server told about its clock and this one. */
export function setClockReading(news: ClockReading | undefined): void {
  reading = news
}

/**
 * The time that work is dated with, as far as it is known here: this machine's clock without the
 * error that the server noticed, and never before the server's last known time. A screen that
 * offered the days of a wrong clock would have its work refused. UTC instant.
 */
export function workTime(): string {
  return knownTime(deviceTime(), reading)
}

/** Today's date in Jakarta, by `workTime`. ISO date. */
export function today(): string {
  return localDateOfInstant(workTime())
}
