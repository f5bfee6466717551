import { z } from 'zod'
import { BranchId, Id, IsoDate, OptionalText, Rupiah, Segment, Stamp } from './common'
import { defineEntity } from './entity'
import { FieldEdits } from './fieldEdit'

export const EmploymentStatus = z.enum(['PKWTT', 'PKWT', 'HARIAN', 'BORONGAN'])
export type EmploymentStatus = z.infer<typeof EmploymentStatus>

/** What a worker's form F1a says about the job. */
export const EmploymentTerms = z.object({
  employeeNo: OptionalText(30),
  workLocationCode: OptionalText(10),
  employmentStatus: EmploymentStatus,
  startDate: IsoDate,
  contractEndDate: IsoDate.optional(),
  /** Monthly wage: basic wage plus fixed allowances, rupiah. */
  wage: Rupiah.min(1),
  backPay: Rupiah.optional(),
})
export type EmploymentTerms = z.infer<typeof EmploymentTerms>

/** Person × segment × employer. Name, NIK and birth date are copied for lists and bills. */
export const Membership = EmploymentTerms.extend({
  id: Id,
  branchId: BranchId,
  segment: Segment,
  employerId: Id,
  participantId: Id,
  nik: z.string(),
  fullName: z.string(),
  birthDate: IsoDate,
  nationality: z.enum(['WNI', 'WNA']),
  status: z.enum(['ACTIVE', 'ENDED']),
  /** Present while ACTIVE: `employerId/participantId`, unique. */
  activeKey: z.string().optional(),
  importId: Id.optional(),
  acceptedFindings: z.array(z.string()),
  edits: FieldEdits.optional(),
  registered: Stamp,
})
export type Membership = z.infer<typeof Membership>

export const membershipEntity = defineEntity('membership', Membership, {
  employerId: { fields: ['employerId'] },
  participantId: { fields: ['participantId'] },
  activeKey: { fields: ['activeKey'], unique: 'ALREADY_MEMBER' },
})
