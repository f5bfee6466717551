import { z } from 'zod'
import { LocalDate } from '../calendar/localDate'
import { Ppm, Rupiah } from '../money'
import { BillableProgramme } from '../programmes'
import { Confidence, effectiveFields } from './effective'

const Amount = Rupiah.min(0)

/** One bracket: `incomeFrom ≤ income < incomeBelow`; the last one is open. */
export const BpuBracket = z.object({
  no: z.int().positive(),
  incomeFrom: Amount,
  incomeToPrinted: Amount.nullable(),
  incomeBelow: Amount.nullable(),
  base: Amount,
  jkk: Amount,
  jht: Amount,
})
export type BpuBracket = z.infer<typeof BpuBracket>

const RateOfBase = z.object({ ...effectiveFields, ratePpmOfBase: Ppm })

/** Self-employed: amounts come from the base of an income bracket, not from the income. */
export const BpuRates = z.object({
  jkmFlat: z.array(z.object({ ...effectiveFields, amount: Amount })).nonempty(),
  jkkRates: z.array(RateOfBase).nonempty(),
  jhtRates: z.array(RateOfBase).nonempty(),
  brackets: z
    .array(z.object({ ...effectiveFields, rule: z.string(), rows: z.array(BpuBracket).nonempty() }))
    .nonempty(),
  mandatory: z.array(BillableProgramme),
  optional: z.array(BillableProgramme),
  mandatoryJhtIf: z.string(),
  mandatoryJhtSource: z.string(),
  minimumPackage: z.record(z.string(), Amount),
})
export type BpuRates = z.infer<typeof BpuRates>

/** One slice of a contract value; `to` is the next slice's `from`, the last is open. */
export const ContractTier = z.object({
  from: Amount,
  to: Amount.nullable(),
  jkkPpm: Ppm,
  jkmPpm: Ppm,
})
export type ContractTier = z.infer<typeof ContractTier>

/** Value added tax contained in a contract value, by the date of the contract. */
export const VatRate = z.object({
  id: z.string().min(1),
  effectiveFrom: LocalDate,
  effectiveTo: LocalDate.nullable(),
  percent: z.int().positive(),
  note: z.string().optional(),
  source: z.string().min(1),
  confidence: Confidence,
})
export type VatRate = z.infer<typeof VatRate>

/** Construction projects: marginal slices of the contract value, or wages when they are known. */
export const JakonRates = z.object({
  contractTiers: z
    .array(
      z.object({ ...effectiveFields, method: z.string(), rows: z.array(ContractTier).nonempty() }),
    )
    .nonempty(),
  wageBased: z
    .array(z.object({ ...effectiveFields, jkkPpm: Ppm, jkmPpm: Ppm, per: z.string() }))
    .nonempty(),
  contractValueBasis: z.string(),
  contractValueBasisConfidence: z.string(),
  vat: z.array(VatRate).nonempty(),
})
export type JakonRates = z.infer<typeof JakonRates>

/** Migrant workers: a price list per contract length. */
export const PmiRates = z.object({
  ...effectiveFields,
  beforeDeparture: z.object({
    viaAgency: Amount,
    individual: Amount,
    coverageMaxMonths: z.int().positive(),
  }),
  duringAndAfter: z
    .array(z.object({ contractMonths: z.int().positive(), amount: Amount }))
    .nonempty(),
  extensionPerMonth: Amount,
  jht: z.object({ optional: z.boolean(), minimumPerMonth: Amount }),
})
export type PmiRates = z.infer<typeof PmiRates>
