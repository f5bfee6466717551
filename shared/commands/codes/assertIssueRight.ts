import type { Ctx } from '../definition'
import { dayOf, findLiveReservation, reservedByOther } from '../reservations/liveReservation'
import { RuleViolation } from '../ruleCodes'
import type { Tx } from '../tx'

/** The right under which a code was handed out before the server knew of it. */
export interface ProvisionalIssue {
  readonly reservationId: string
  /** Last day that stands on its paper. */
  readonly until: string
}

/**
 * Who may issue for the employer at this moment. A code that was handed out without the server
 * needs the right under which it was made, still alive; a code that nobody has seen yet only needs
 * that no other device holds the right. A paper whose last day has passed never becomes a code.
 * @throws RuleViolation
 */
export async function assertIssueRight(
  tx: Tx,
  question: {
    readonly employerId: string
    readonly code: string
    readonly validUntil: string
    readonly provisional: ProvisionalIssue | undefined
  },
  ctx: Ctx,
): Promise<void> {
  const { employerId, code, validUntil, provisional } = question
  const end = provisional?.until ?? validUntil
  if (end < dayOf(ctx)) throw new RuleViolation('CODE_TOO_LATE', { code, until: end })
  const live = await findLiveReservation(tx, employerId, ctx)
  if (live && live.deviceId !== ctx.deviceId) throw reservedByOther(live)
  if (!provisional) return
  if (live?.id !== provisional.reservationId || end > live.until) {
    throw new RuleViolation('NOT_RESERVED', { code })
  }
  if (end > validUntil) {
    throw new RuleViolation('BAD_ARGUMENTS', { message: 'provisional longer than valid' })
  }
}
