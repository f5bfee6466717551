import { localDateOfInstant } from '../../domain/calendar/localDate'
import { isRightAlive } from '../../domain/codes/issueRight'
import type { Reservation } from '../../model/reservation'
import type { Ctx } from '../definition'
import { RuleViolation } from '../ruleCodes'
import type { Tx } from '../tx'

/** The calendar day by the clock that decides: the server's own, on a device its best knowledge. */
export function dayOf(ctx: Ctx): string {
  return localDateOfInstant(ctx.now)
}

/** The right that stands on an employer today, whoever holds it. */
export async function findLiveReservation(
  tx: Tx,
  employerId: string,
  ctx: Ctx,
): Promise<Reservation | undefined> {
  const [reservation] = await tx.list('reservation', 'liveKey', [employerId])
  return reservation && isRightAlive(reservation, dayOf(ctx)) ? reservation : undefined
}

/** Ends a right; its key is free for the next one. */
export async function endReservation(
  tx: Tx,
  { liveKey: _freed, ...rest }: Reservation,
  end: Pick<Reservation, 'status' | 'released'>,
): Promise<void> {
  await tx.put('reservation', { ...rest, ...end })
}

/** The refusal that names the holder and the last day. */
export function reservedByOther(reservation: Reservation): RuleViolation {
  return new RuleViolation('EMPLOYER_RESERVED', {
    reservationId: reservation.id,
    holder: reservation.taken.name,
    until: reservation.until,
  })
}

/** @throws RuleViolation when it does not exist or has ended */
export async function getLiveById(tx: Tx, id: string, ctx: Ctx): Promise<Reservation> {
  const reservation = await tx.get('reservation', id)
  if (!reservation) throw new RuleViolation('RESERVATION_NOT_FOUND')
  if (!isRightAlive(reservation, dayOf(ctx))) {
    throw new RuleViolation('RESERVATION_ENDED', { until: reservation.until })
  }
  return reservation
}
