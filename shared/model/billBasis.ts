import { z } from 'zod'
import { BpuSector, PaymentRoute } from '../domain/programmes'
import { IsoDate, PeriodText, Rupiah } from './common'

/** A term of a project's plan; all of them make 1,000,000 ppm, in the order of their dates. */
export const ProjectTerm = z.object({
  sharePpm: z.number().int().min(1).max(1_000_000),
  dueDate: IsoDate,
})
export type ProjectTerm = z.infer<typeof ProjectTerm>

/** What a self-employed member's month depends on. */
export const BpuBasis = z.object({
  segment: z.literal('BPU'),
  /** Declared income of a month; it chooses the bracket and is never multiplied. */
  monthlyIncome: Rupiah,
  withJht: z.boolean(),
  isBusinessOwner: z.boolean(),
  sector: BpuSector,
  route: PaymentRoute,
  memberSince: PeriodText,
})
export type BpuBasis = z.infer<typeof BpuBasis>

/** A term of a project that pays by the value of its contract. */
export const ContractBasis = z.object({
  segment: z.literal('JAKON'),
  method: z.literal('CONTRACT'),
  value: Rupiah,
  includesVat: z.boolean(),
  contractDate: IsoDate,
  terms: z.array(ProjectTerm).min(1),
  /** Which of the terms, from 1. */
  termNo: z.number().int().min(1),
})
export type ContractBasis = z.infer<typeof ContractBasis>

/** A month of a project whose wages are known. */
export const WageBasis = z.object({
  segment: z.literal('JAKON'),
  method: z.literal('WAGE'),
  wages: Rupiah,
})
export type WageBasis = z.infer<typeof WageBasis>

/**
 * Everything that the amounts of a bill outside PU come from, frozen with it, so that they can be
 * computed and explained again.
 */
export const BillBasis = z.union([BpuBasis, ContractBasis, WageBasis])
export type BillBasis = z.infer<typeof BillBasis>
