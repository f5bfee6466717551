import { z } from 'zod'
import {
  BranchId,
  Id,
  IsoDate,
  OptionalText,
  PeriodText,
  Programme,
  RiskLevel,
  Rupiah,
  Stamp,
  Text,
} from './common'
import { EmployerSize } from '../domain/programmes'
import { defineEntity } from './entity'
import { FieldEdits } from './fieldEdit'

export const LegalForm = z.enum([
  'PT',
  'CV',
  'UD',
  'FIRMA',
  'KOPERASI',
  'YAYASAN',
  'BUMN',
  'BUMD',
  'BUMDES',
  'PERORANGAN',
  'LAINNYA',
])
export type LegalForm = z.infer<typeof LegalForm>

export { EmployerSize }

/** What the registration form F1 asks of an employer (badan usaha). */
export const EmployerProfile = z.object({
  legalName: Text(150),
  legalForm: LegalForm,
  /** Normalised: 16 digits, or 22 with the branch number (NITKU). */
  npwp: z
    .string()
    .regex(/^\d{16}(\d{6})?$/)
    .optional(),
  nib: z
    .string()
    .regex(/^\d{13}$/)
    .optional(),
  licenceType: OptionalText(40),
  licenceNo: OptionalText(60),
  licenceDate: IsoDate.optional(),
  npp: z
    .string()
    .regex(/^[A-Z0-9]{8}$/)
    .optional(),
  division: z.string().regex(/^\d{3}$/),
  businessTypeId: Text(60),
  riskLevel: RiskLevel,
  /** Why the level differs from that of the business type. */
  riskLevelReason: OptionalText(200),
  size: EmployerSize,
  sizeBasis: z.enum(['CAPITAL', 'SALES']),
  sizeAmount: Rupiah,
  programmes: z.array(Programme).min(1),
  startPeriod: PeriodText,
  address: Text(250),
  village: OptionalText(80),
  district: OptionalText(80),
  regency: Text(80),
  province: OptionalText(80),
  postcode: z.string().regex(/^\d{5}$/),
  phone: Text(20),
  email: z.email().max(120),
  ownerName: Text(120),
  ownerNik: z.string().regex(/^\d{16}$/),
  ownerPosition: Text(60),
  picName: Text(120),
  picPosition: Text(60),
  picPhone: Text(20),
  picEmail: z.email().max(120),
  picConsent: z.boolean(),
  bankName: OptionalText(60),
  bankAccount: z
    .string()
    .regex(/^\d{6,20}$/)
    .optional(),
  bankHolder: OptionalText(120),
  workerCountDeclared: z.number().int().min(1).max(1_000_000),
  wageTotalDeclared: Rupiah,
  labourIntensiveSector: OptionalText(40),
})
export type EmployerProfile = z.infer<typeof EmployerProfile>

export const Employer = EmployerProfile.extend({
  id: Id,
  branchId: BranchId,
  /** `npwp/division`, absent without an NPWP: the pair must be unique. */
  taxKey: z.string().optional(),
  status: z.enum(['ACTIVE', 'INACTIVE']),
  /** Findings of the form that the officer accepted with a tick. */
  acceptedFindings: z.array(z.string()),
  /** Active memberships, kept by the handlers so that no screen counts. */
  workerCount: z.number().int().min(0),
  edits: FieldEdits.optional(),
  registered: Stamp,
})
export type Employer = z.infer<typeof Employer>

export const employerEntity = defineEntity('employer', Employer, {
  taxKey: { fields: ['taxKey'], unique: 'NPWP_TAKEN' },
})

export function taxKeyOf(profile: {
  npwp?: string | undefined
  division: string
}): string | undefined {
  return profile.npwp ? `${profile.npwp}/${profile.division}` : undefined
}
