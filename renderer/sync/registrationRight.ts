import { addDays } from '#shared/domain/calendar/localDate'
import { issueRightRules } from '#shared/domain/codes/issueRight'
import { isAllowed } from '#shared/permissions/matrix'
import { today } from '../host/clock'
import { isReachable, loopStore } from './loopState'
import { newId } from './newId'
import { currentSession } from './sessionStore'

export interface RegistrationRight {
  readonly reservationId: string
  readonly until: string
}

/**
 * The right to issue codes that goes with an employer registered while the server cannot be
 * reached: until the server knows the employer, nobody else can issue for it anyway.
 */
export function registrationRight(
  reachable: boolean = isReachable(loopStore.getState().state),
): RegistrationRight | undefined {
  if (reachable || !isAllowed(currentSession()?.user.roles ?? [], 'code.issue')) return undefined
  return { reservationId: newId(), until: addDays(today(), issueRightRules.registrationDays) }
}
