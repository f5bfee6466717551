import { z } from 'zod'
import { addDays } from '../../domain/calendar/localDate'
import { issueRightRules } from '../../domain/codes/issueRight'
import { Id, IsoDate } from '../../model/common'
import type { Reservation } from '../../model/reservation'
import { matrix } from '../../permissions/matrix'
import { defineCommand, type Ctx } from '../definition'
import { getActivePayer } from '../payers/payer'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import { dayOf, endReservation, findLiveReservation, reservedByOther } from './liveReservation'

/**
 * Takes the right to issue codes for an employer, or prolongs the one that this device holds. It
 * counts only once the server has confirmed it.
 */
export const takeReservation = defineCommand({
  name: 'reservation.take',
  version: 1,
  roles: matrix['reservation.take'],
  args: z.object({ reservationId: Id, employerId: Id, until: IsoDate }),
  async handler(tx, args, ctx) {
    await getActivePayer(tx, args.employerId)
    await reserve(tx, { ...args, origin: 'VISIT' }, ctx)
  },
})

/** Writes the right down. @throws RuleViolation when another device holds it */
export async function reserve(
  tx: Tx,
  args: {
    reservationId: string
    employerId: string
    until: string
    origin: Reservation['origin']
  },
  ctx: Ctx,
): Promise<void> {
  const day = dayOf(ctx)
  const { until } = args
  if (until < day) throw new RuleViolation('RESERVATION_ENDED', { until })
  const latest = addDays(day, issueRightRules.maxDays)
  if (until > latest) throw new RuleViolation('RESERVATION_TOO_LONG', { until, latest })
  const live = await findLiveReservation(tx, args.employerId, ctx)
  if (live && live.deviceId !== ctx.deviceId) throw reservedByOther(live)
  if (live) {
    await tx.put('reservation', { ...live, until: until > live.until ? until : live.until })
    return
  }
  if (await tx.get('reservation', args.reservationId)) throw new RuleViolation('ROW_EXISTS')
  // One whose last day has passed still stands under the key.
  for (const ended of await tx.list('reservation', 'liveKey', [args.employerId])) {
    await endReservation(tx, ended, { status: 'EXPIRED' })
  }
  await tx.put('reservation', {
    id: args.reservationId,
    branchId: ctx.branchId,
    employerId: args.employerId,
    liveKey: args.employerId,
    deviceId: ctx.deviceId,
    from: day,
    until,
    status: 'ACTIVE',
    origin: args.origin,
    taken: stampOf(ctx),
    asks: [],
  })
}
