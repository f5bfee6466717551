import { z } from 'zod'
import { LocalDate } from '../calendar/localDate'
import { Ppm, Rupiah } from '../money'
import { BillableProgramme, EmployerSize, RiskLevel } from '../programmes'
import { Confidence, effectiveFields } from './effective'

const Amount = Rupiah.min(0)

export const JkkRate = z.object({
  ...effectiveFields,
  riskLevel: RiskLevel,
  code: z.enum(['VERY_LOW', 'LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH']),
  labelId: z.string(),
  payer: z.literal('EMPLOYER'),
  ratePpm: Ppm,
  wageCeiling: z.null(),
})
export type JkkRate = z.infer<typeof JkkRate>

export const JkmRate = z.object({
  ...effectiveFields,
  payer: z.literal('EMPLOYER'),
  ratePpm: Ppm,
  wageCeiling: z.null(),
})
export type JkmRate = z.infer<typeof JkmRate>

/** A programme paid by both sides; `wageCeiling` names the table that caps the wage, if any. */
export const SharedRate = z.object({
  ...effectiveFields,
  employerPpm: Ppm,
  workerPpm: Ppm,
  wageCeiling: z.literal('jpCeilings').nullable(),
})
export type SharedRate = z.infer<typeof SharedRate>

/** Highest wage that counts for JP; changes with contribution month March and may fall. */
export const JpCeiling = z.object({
  ...effectiveFields,
  ceiling: Amount.positive(),
  gdpGrowthPercentUsed: z.string().nullable(),
})
export type JpCeiling = z.infer<typeof JpCeiling>

export const JkpRate = z.object({
  ...effectiveFields,
  totalPpm: Ppm,
  governmentPpm: Ppm,
  fromJkkPpm: Ppm,
  fromJkmPpm: Ppm,
  wageCeiling: Amount,
  chargedToEmployerOrWorker: z.literal(0),
})
export type JkpRate = z.infer<typeof JkpRate>

/** JP retirement age from a date on (PP 45/2015 Art. 15). */
export const RetirementAge = z.object({
  id: z.string().min(1),
  effectiveFrom: LocalDate,
  age: z.int().positive(),
})
export type RetirementAge = z.infer<typeof RetirementAge>

/** Upper bound included; the last size has none. */
const SizeLimit = z.object({ size: EmployerSize, upTo: Amount.nullable() })

export const PuRates = z.object({
  wageBase: z.object({
    definition: z.string(),
    dailyWageMultiplier: z.int().positive(),
    pieceRateAverageMonths: z.int().positive(),
    weatherDependentPieceRateAverageMonths: z.int().positive(),
    source: z.string(),
    confidence: Confidence,
  }),
  jkk: z.array(JkkRate).nonempty(),
  jkm: z.array(JkmRate).nonempty(),
  jht: z.array(SharedRate).nonempty(),
  jp: z.array(SharedRate).nonempty(),
  jpCeilings: z.array(JpCeiling).nonempty(),
  jpCeilingRule: z.string(),
  jkp: z.array(JkpRate),
  jkpNote: z.string(),
  jkpNetJkkAfterRecompositionPpm: z.record(z.string(), Ppm),
  mandatoryProgrammesBySize: z.array(
    z.object({
      size: EmployerSize,
      mandatory: z.array(BillableProgramme),
      optional: z.array(BillableProgramme),
    }),
  ),
  mandatoryProgrammesSource: z.string(),
  sizeThresholds: z.object({
    capitalExcludingLandAndBuildings: z.array(SizeLimit),
    annualSales: z.array(SizeLimit),
    source: z.string(),
  }),
})
export type PuRates = z.infer<typeof PuRates>
