import { z } from 'zod'
import { Ppm } from '../money'
import { Confidence, effectiveFields } from './effective'

/**
 * Sanctions for employers that do not register or report wrongly (PP 86/2013 Art. 5 ff.): written
 * warnings, then a fine per month of what should have been paid, then refusal of public services.
 */
export const AdministrativeSanction = z.object({
  ...effectiveFields,
  writtenWarnings: z.int().positive(),
  workingDaysEach: z.int().positive(),
  finePpmPerMonth: Ppm,
  fineMaxDays: z.int().positive(),
  thenPublicServiceRefusal: z.boolean(),
})
export type AdministrativeSanction = z.infer<typeof AdministrativeSanction>

export const QualityClass = z.enum(['LANCAR', 'KURANG_LANCAR', 'DIRAGUKAN', 'MACET'])
export type QualityClass = z.infer<typeof QualityClass>

const fromTo = { from: z.int().positive(), to: z.int().positive().nullable() }

/** Quality of receivables and columns of the ageing report, both by months in arrears. */
export const ReceivableQuality = z.object({
  ...effectiveFields,
  classes: z
    .array(
      z.object({
        class: QualityClass,
        ...fromTo,
        owner: z.enum(['AR', 'ARK', 'INSPECTOR']),
        colour: z.enum(['green', 'yellow', 'orange', 'red']),
      }),
    )
    .nonempty(),
  ageingColumns: z
    .array(z.object({ column: z.string().regex(/^[A-Z0-9_]+$/), ...fromTo }))
    .nonempty(),
})
export type ReceivableQuality = z.infer<typeof ReceivableQuality>

/** How long a self-employed member may be in arrears before the membership ends. */
export const BpuArrearsRule = z.object({
  ...effectiveFields,
  confidence: Confidence,
  maxBillableMonths: z.int().positive(),
  afterMoreThanMonths: z.int().positive(),
  result: z.string(),
})
export type BpuArrearsRule = z.infer<typeof BpuArrearsRule>
