import { z } from 'zod'
import { ProjectTerm } from './billBasis'
import { BranchId, Id, IsoDate, OptionalText, Rupiah, Stamp, Text } from './common'
import { defineEntity } from './entity'

export const FundingSource = z.enum(['APBN', 'APBD', 'SWASTA', 'DANA_DESA', 'BUMN', 'LAIN'])
export type FundingSource = z.infer<typeof FundingSource>

export const MAX_TERMS = 12

/** What form F1 Jakon asks. Amounts in rupiah. */
export const ProjectProfile = z.object({
  projectName: Text(200),
  location: Text(200),
  /** Who builds and pays: also a row of the register when it is one there. */
  contractorId: Id.optional(),
  contractorName: Text(150),
  contractorNpwp: z.string().regex(/^\d{16}(\d{6})?$/),
  contractorAddress: Text(250),
  contractorCity: Text(80),
  contractorPhone: Text(20),
  /** Who ordered the work. */
  ownerName: Text(150),
  fundingSource: FundingSource,
  contractNo: Text(80),
  contractDate: IsoDate,
  spkNo: OptionalText(80),
  spkDate: IsoDate.optional(),
  startDate: IsoDate,
  endDate: IsoDate,
  maintenanceEndDate: IsoDate.optional(),
  workerCount: z.number().int().min(1).max(1_000_000),
  /** CONTRACT: by slices of the value, in terms. WAGE: by the wages of each month. */
  method: z.enum(['CONTRACT', 'WAGE']),
  contractValue: Rupiah.min(1),
  includesVat: z.boolean(),
  /** Of CONTRACT: the plan. Empty for WAGE. */
  terms: z.array(ProjectTerm).max(MAX_TERMS),
})
export type ProjectProfile = z.infer<typeof ProjectProfile>

/** Proyek jasa konstruksi: pays for the workers of one contract. */
export const Project = ProjectProfile.extend({
  id: Id,
  branchId: BranchId,
  /** Contractor and number of the contract: registered once. */
  contractKey: z.string(),
  acceptedFindings: z.array(z.string()),
  registered: Stamp,
})
export type Project = z.infer<typeof Project>

export const projectEntity = defineEntity('project', Project, {
  contractKey: { fields: ['contractKey'], unique: 'CONTRACT_TAKEN' },
})

/** The same contract, however its number is spaced or punctuated. */
export function contractKeyOf({
  contractorNpwp,
  contractNo,
}: Pick<ProjectProfile, 'contractorNpwp' | 'contractNo'>): string {
  return `${contractorNpwp}/${contractNo.toUpperCase().replace(/[^A-Z0-9]+/g, '/')}`
}
