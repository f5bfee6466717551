import { z } from 'zod'
import { BranchId, Id, IsoDate, Stamp } from './common'
import { defineEntity } from './entity'

/** Someone who would like to have the right, and the device they asked from. */
export const ReservationAsk = Stamp.extend({ deviceId: z.string().min(1).max(80) })
export type ReservationAsk = z.infer<typeof ReservationAsk>

/**
 * Hak menerbitkan kode: while it lives, only its device may issue payment codes for the employer,
 * also without a network. An employer has at most one that is alive.
 */
export const Reservation = z.object({
  id: Id,
  branchId: BranchId,
  employerId: Id,
  /** The employer's id while ACTIVE, absent afterwards. */
  liveKey: Id.optional(),
  deviceId: z.string().min(1).max(80),
  from: IsoDate,
  /** Last day; the right ends with it. */
  until: IsoDate,
  status: z.enum(['ACTIVE', 'RELEASED', 'EXPIRED']),
  /** REGISTRATION: came with an employer that was registered without a network. */
  origin: z.enum(['VISIT', 'REGISTRATION']),
  taken: Stamp,
  released: Stamp.optional(),
  asks: z.array(ReservationAsk).max(20),
})
export type Reservation = z.infer<typeof Reservation>

export const reservationEntity = defineEntity('reservation', Reservation, {
  deviceId: { fields: ['deviceId'] },
  liveKey: { fields: ['liveKey'], unique: 'EMPLOYER_RESERVED' },
})
