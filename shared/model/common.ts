import { z } from 'zod'

/** Client-made UUIDv7. */
export const Id = z.uuid()
/** Three-digit branch code, or `ref`. */
export const BranchId = z.string().regex(/^(\d{3}|ref)$/)
export const Instant = z.iso.datetime()
export const Text = (max: number) => z.string().trim().min(1).max(max)
export const OptionalText = (max: number) => z.string().trim().max(max).optional()

export { BillableProgramme as Programme, RiskLevel, Segment } from '../domain/programmes'

export const Rupiah = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export const IsoDate = z.iso.date()
export const PeriodText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** Who did something, and when by the device's claim. */
export const Stamp = z.object({ userId: z.string(), name: z.string(), at: Instant })
export type Stamp = z.infer<typeof Stamp>
