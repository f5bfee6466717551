import { z } from 'zod'
import { RiskLevel } from '../programmes'

/**
 * A kind of main business activity and the JKK risk level it leads to (PP 82/2019 Appendix I).
 * The shipped list is a selection: `reviewed` is false until somebody at the branch has checked it.
 */
export const BusinessType = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(60),
  riskLevel: RiskLevel,
  nameId: z.string().min(1),
  nameEn: z.string().min(1),
  reviewed: z.boolean(),
  /** What to ask when neighbouring types have another level (Indonesian). */
  hintId: z.string().optional(),
})
export type BusinessType = z.infer<typeof BusinessType>

export const BusinessTypeList = z.object({
  note: z.string(),
  source: z.string(),
  types: z.array(BusinessType).refine(hasUniqueIds, 'two business types share an id'),
})
export type BusinessTypeList = z.infer<typeof BusinessTypeList>

/** Types whose name in either language contains every word typed; in the list's order. */
export function searchBusinessTypes(types: readonly BusinessType[], query: string): BusinessType[] {
  const words = query.toLowerCase().split(/\s+/)
  return types.filter(({ nameId, nameEn }) => {
    const text = `${nameId} ${nameEn}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function hasUniqueIds(types: readonly { id: string }[]): boolean {
  return new Set(types.map((type) => type.id)).size === types.length
}
