import { z } from 'zod'
import { bpuStartPeriods, isTooOldForBpu } from '../../domain/registration/bpuRules'
import { BpuTerms } from '../../model/bpuMember'
import { Id, IsoDate } from '../../model/common'
import { ParticipantProfile } from '../../model/participant'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { dayOf } from '../reservations/liveReservation'
import { reserve } from '../reservations/takeReservation'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import { findOrAddParticipant } from '../workers/workerEntry'

/** Form F1 BPU as it is stored. */
export const BpuEntry = z.object({
  memberId: Id,
  participantId: Id,
  person: ParticipantProfile,
  terms: BpuTerms,
  acceptedFindings: z.array(z.string().max(60)).max(50),
})
export type BpuEntry = z.infer<typeof BpuEntry>

/**
 * Form F1 BPU: a self-employed person becomes a member. One membership of this kind per person,
 * begun before the 65th birthday; somebody who works elsewhere keeps that.
 */
export const registerBpu = defineCommand({
  name: 'bpu.register',
  version: 1,
  roles: matrix['bpu.register'],
  args: z.object({
    entry: BpuEntry,
    /** Registered without a network: the right to issue codes goes to the registering device. */
    reserve: z.object({ reservationId: Id, until: IsoDate }).optional(),
  }),
  async handler(tx, { entry, reserve: right }, ctx) {
    const { memberId, person, terms } = entry
    if (await tx.get('bpuMember', memberId)) throw new RuleViolation('ROW_EXISTS')
    if (isTooOldForBpu(person.birthDate, ctx.today)) {
      throw new RuleViolation('BPU_TOO_OLD', { fullName: person.fullName })
    }
    const [from, to] = bpuStartPeriods(ctx.today)
    if (terms.startPeriod < from) {
      throw new RuleViolation('PERIOD_BEFORE_START', {
        period: terms.startPeriod,
        startPeriod: from,
      })
    }
    if (terms.startPeriod > to) {
      throw new RuleViolation('PERIOD_IN_FUTURE', { period: terms.startPeriod })
    }
    const participant = await findOrAddParticipant(tx, entry, ctx)
    const [existing] = await tx.list('bpuMember', 'activeKey', [participant.id])
    if (existing) {
      throw new RuleViolation('ALREADY_BPU', {
        nik: participant.nik,
        fullName: participant.fullName,
        memberId: existing.id,
        registeredBy: existing.registered.name,
      })
    }
    await tx.put('bpuMember', {
      ...terms,
      id: memberId,
      branchId: ctx.branchId,
      participantId: participant.id,
      nik: participant.nik,
      fullName: participant.fullName,
      birthDate: participant.birthDate,
      address: participant.address,
      activeKey: participant.id,
      status: 'ACTIVE',
      countsFrom: terms.startPeriod,
      returns: [],
      acceptedFindings: entry.acceptedFindings,
      registered: stampOf(ctx),
    })
    if (right && right.until >= dayOf(ctx)) {
      await reserve(tx, { ...right, employerId: memberId, origin: 'REGISTRATION' }, ctx)
    }
  },
})
