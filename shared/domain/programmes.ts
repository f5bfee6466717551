import { z } from 'zod'

/** Kinds of membership. PMI here means migrant workers, never companies in arrears. */
export const Segment = z.enum(['PU', 'BPU', 'JAKON', 'PMI'])
export type Segment = z.infer<typeof Segment>

/** All programmes; JKP exists for information and is never billed. */
export const Programme = z.enum(['JKK', 'JKM', 'JHT', 'JP', 'JKP'])
export type Programme = z.infer<typeof Programme>

/** Programmes a bill can contain, in the order in which bills and letters list them. */
export const BillableProgramme = z.enum(['JKK', 'JKM', 'JHT', 'JP'])
export type BillableProgramme = z.infer<typeof BillableProgramme>
export const billableProgrammes: readonly BillableProgramme[] = BillableProgramme.options

export const Payer = z.enum(['EMPLOYER', 'WORKER'])
export type Payer = z.infer<typeof Payer>

/** Risk group of the employer's main business activity, 1 (very low) to 5 (very high). */
export const RiskLevel = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
])
export type RiskLevel = z.infer<typeof RiskLevel>

export const EmployerSize = z.enum(['MICRO', 'SMALL', 'MEDIUM', 'LARGE'])
export type EmployerSize = z.infer<typeof EmployerSize>

export const Nationality = z.enum(['WNI', 'WNA'])
export type Nationality = z.infer<typeof Nationality>

export const Sex = z.enum(['M', 'F'])
export type Sex = z.infer<typeof Sex>

/** Sector of a self-employed person's work; reliefs distinguish transport from everything else. */
export const BpuSector = z.enum(['TRANSPORT', 'OTHER'])
export type BpuSector = z.infer<typeof BpuSector>

/** Who pays for a self-employed member: the person, a group (wadah), a donor or a public budget. */
export const PaymentRoute = z.enum(['SELF', 'GROUP', 'DONOR', 'APBN', 'APBD'])
export type PaymentRoute = z.infer<typeof PaymentRoute>
