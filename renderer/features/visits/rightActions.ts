import { askReservation } from '#shared/commands/reservations/askReservation'
import { releaseReservation } from '#shared/commands/reservations/releaseReservation'
import { takeReservation } from '#shared/commands/reservations/takeReservation'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { execute, type CommandResult } from '../../sync/execute'
import { newId } from '../../sync/newId'

type Answer = Promise<RuleViolation | undefined>

/** Asks the server for the right, or for a later end of the one held here. */
export function take(employerId: string, until: string): Answer {
  return violationOf(execute(takeReservation, { reservationId: newId(), employerId, until }))
}

export function release(reservationId: string): Answer {
  return violationOf(execute(releaseReservation, { reservationId }))
}

/** Asks the holder to give the right back. */
export function ask(reservationId: string): Answer {
  return violationOf(execute(askReservation, { reservationId }))
}

async function violationOf(result: Promise<CommandResult>): Answer {
  const done = await result
  return done.ok ? undefined : done.violation
}
