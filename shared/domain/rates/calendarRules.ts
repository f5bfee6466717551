import { z } from 'zod'
import { LocalDate } from '../calendar/localDate'
import { Ppm } from '../money'
import { Segment } from '../programmes'
import { effectiveFields } from './effective'

/** On which day of which month a bill falls due, before and after rolling forward. */
export const DueRule = z.object({
  ...effectiveFields,
  segment: Segment,
  day: z.int().min(1).max(31),
  monthOffset: z.int().min(0).max(12),
  clampToMonthEnd: z.boolean().optional(),
  rollForwardOn: z.array(z.enum(['SATURDAY', 'SUNDAY', 'NATIONAL_HOLIDAY'])),
})
export type DueRule = z.infer<typeof DueRule>

/** Fine per started month of delay; simple and without a cap. */
export const LateFineRule = z.object({
  ...effectiveFields,
  segment: Segment,
  ppmPerMonth: Ppm,
  compounding: z.literal(false).optional(),
  cap: z.null().optional(),
})
export type LateFineRule = z.infer<typeof LateFineRule>

/** Holiday tables by year, from the yearly joint ministerial decree. */
export const Holidays = z.record(
  z.string().regex(/^\d{4}$/),
  z.object({
    source: z.string(),
    confidence: z.string(),
    national: z.array(LocalDate),
    jointLeave: z.array(LocalDate),
  }),
)
export type Holidays = z.infer<typeof Holidays>
