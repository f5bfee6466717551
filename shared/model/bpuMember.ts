import { z } from 'zod'
import { BpuSector, PaymentRoute } from '../domain/programmes'
import { BranchId, Id, IsoDate, OptionalText, PeriodText, Rupiah, Stamp, Text } from './common'
import { defineEntity } from './entity'

/** What form F1 BPU asks beyond the person. */
export const BpuTerms = z.object({
  occupation: Text(80),
  sector: BpuSector,
  /** Somebody who employs others: JHT is then taken whether wanted or not. */
  isBusinessOwner: z.boolean(),
  workLocation: OptionalText(120),
  workHours: OptionalText(60),
  monthlyIncome: Rupiah.min(1),
  withJht: z.boolean(),
  route: PaymentRoute,
  /** Name of the group (wadah), donor or budget that pays; absent when the person does. */
  paidBy: OptionalText(150),
  startPeriod: PeriodText,
  heirName: Text(150),
  heirRelation: Text(40),
  heirPhone: OptionalText(20),
})
export type BpuTerms = z.infer<typeof BpuTerms>

/** Peserta BPU: a self-employed person as payer of their own contributions. */
export const BpuMember = BpuTerms.extend({
  id: Id,
  branchId: BranchId,
  participantId: Id,
  /** Copied from the person for lists and papers. */
  nik: z.string(),
  fullName: z.string(),
  birthDate: IsoDate,
  address: z.string(),
  /** Absent while no longer a member. The participant's id: one membership per person. */
  activeKey: z.string().optional(),
  status: z.enum(['ACTIVE', 'ENDED']),
  /** First month that is owed: the start, or the month of the last coming back. */
  countsFrom: PeriodText,
  /** Each time the membership had ended by arrears and began again. */
  returns: z.array(Stamp.extend({ period: PeriodText })).max(100),
  acceptedFindings: z.array(z.string()),
  registered: Stamp,
})
export type BpuMember = z.infer<typeof BpuMember>

export const bpuMemberEntity = defineEntity('bpuMember', BpuMember, {
  participantId: { fields: ['participantId'] },
  activeKey: { fields: ['activeKey'], unique: 'ALREADY_BPU' },
})
