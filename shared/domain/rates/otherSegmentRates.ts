import { z } from 'zod'
import { LocalDate } from '../calendar/localDate'
import { Ppm, Rupiah } from '../money'
import { BillableProgramme } from '../programmes'
import { effectiveFields } from './effective'

const Amount = Rupiah.min(0)

/** Self-employed: amounts come from the base of an income bracket, not from the income. */
export const BpuRates = z.object({
  jkmFlat: z.array(z.object({ ...effectiveFields, amount: Amount })).nonempty(),
  jkkRatePpmOfBase: Ppm,
  jhtRatePpmOfBase: Ppm,
  brackets: z.object({
    ...effectiveFields,
    rule: z.string(),
    rows: z.array(
      z.object({
        no: z.int().positive(),
        incomeFrom: Amount,
        incomeToPrinted: Amount.nullable(),
        incomeBelow: Amount.nullable(),
        base: Amount,
        jkk: Amount,
        jht: Amount,
      }),
    ),
  }),
  mandatory: z.array(BillableProgramme),
  optional: z.array(BillableProgramme),
  mandatoryJhtIf: z.string(),
  minimumPackage: z.record(z.string(), Amount),
})
export type BpuRates = z.infer<typeof BpuRates>

/** Construction projects: marginal slices of the contract value, or wages when they are known. */
export const JakonRates = z.object({
  contractTiers: z.object({
    ...effectiveFields,
    method: z.string(),
    rows: z.array(z.object({ from: Amount, to: Amount.nullable(), jkkPpm: Ppm, jkmPpm: Ppm })),
  }),
  wageBased: z.object({ ...effectiveFields, jkkPpm: Ppm, jkmPpm: Ppm, per: z.string() }),
  contractValueBasis: z.string(),
  contractValueBasisConfidence: z.string(),
  vat: z.array(
    z.object({
      id: z.string().min(1),
      effectiveFrom: LocalDate,
      effectiveTo: LocalDate.nullable(),
      percent: z.int().positive(),
      note: z.string().optional(),
    }),
  ),
})
export type JakonRates = z.infer<typeof JakonRates>

/** Migrant workers: a price list per contract length. */
export const PmiRates = z.object({
  source: z.string(),
  confidence: z.string(),
  beforeDeparture: z.object({
    viaAgency: Amount,
    individual: Amount,
    coverageMaxMonths: z.int().positive(),
  }),
  duringAndAfter: z.array(z.object({ contractMonths: z.int().positive(), amount: Amount })),
  extensionPerMonth: Amount,
  jht: z.object({ optional: z.boolean(), minimumPerMonth: Amount }),
})
export type PmiRates = z.infer<typeof PmiRates>
