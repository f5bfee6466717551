import { z } from 'zod'
import { issueRightRules } from '../../domain/codes/issueRight'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import { getLiveById } from './liveReservation'

/** Asks the holder to give the right back. Nothing but a line that the holder sees. */
export const askReservation = defineCommand({
  name: 'reservation.ask',
  version: 1,
  roles: matrix['reservation.ask'],
  args: z.object({ reservationId: Id }),
  async handler(tx, { reservationId }, ctx) {
    const reservation = await getLiveById(tx, reservationId, ctx)
    const { deviceId } = ctx
    if (reservation.deviceId === deviceId) {
      throw new RuleViolation('RESERVATION_HELD', { until: reservation.until })
    }
    const others = reservation.asks.filter(
      (ask) => ask.deviceId !== deviceId || ask.userId !== ctx.actor.userId,
    )
    const asks = [...others, { ...stampOf(ctx), deviceId }].slice(-issueRightRules.maxAsks)
    await tx.put('reservation', { ...reservation, asks })
  },
})
