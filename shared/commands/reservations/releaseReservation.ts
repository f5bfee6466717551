import { z } from 'zod'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import { endReservation, getLiveById } from './liveReservation'

/**
 * Gives the right back. Only its own device may: its codes stand before the release in its queue,
 * so that no paper is on its way when somebody else takes over.
 */
export const releaseReservation = defineCommand({
  name: 'reservation.release',
  version: 1,
  roles: matrix['reservation.release'],
  args: z.object({ reservationId: Id }),
  async handler(tx, { reservationId }, ctx) {
    const reservation = await getLiveById(tx, reservationId, ctx)
    if (reservation.deviceId !== ctx.deviceId) {
      throw new RuleViolation('RESERVATION_NOT_YOURS', { holder: reservation.taken.name })
    }
    await endReservation(tx, reservation, { status: 'RELEASED', released: stampOf(ctx) })
  },
})
