import { z } from 'zod'
import { addMonths, Period } from '../calendar/period'
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
  /** First and last period of the entry; without them it holds always. */
  effectiveFrom: Period.optional(),
  effectiveTo: Period.optional(),
  /** Entry that this one takes the place of, e.g. when a level was evaluated anew. */
  replaces: z.string().optional(),
})
export type BusinessType = z.infer<typeof BusinessType>

export const BusinessTypeList = z.object({
  note: z.string(),
  source: z.string(),
  types: z
    .array(BusinessType)
    .refine(hasUniqueIds, 'two business types share an id')
    .superRefine((types, ctx) => {
      for (const message of replacementProblems(types)) ctx.addIssue({ code: 'custom', message })
    }),
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

/** The entries that hold in a period. */
export function businessTypesAt(types: readonly BusinessType[], period: Period): BusinessType[] {
  return types.filter(
    ({ effectiveFrom, effectiveTo }) =>
      (effectiveFrom === undefined || effectiveFrom <= period) &&
      (effectiveTo === undefined || period <= effectiveTo),
  )
}

/**
 * The list with new entries on top; one that replaces another ends it the month before it begins.
 * @throws Error for an id that is taken, or a replacement without a beginning or of nothing known
 */
export function mergeBusinessTypes(base: BusinessTypeList, added: unknown): BusinessTypeList {
  const parsed = z.array(BusinessType).safeParse(added)
  if (!parsed.success) {
    throw new Error(`the business types are not usable:\n${z.prettifyError(parsed.error)}`)
  }
  const ended = base.types.map((type) => {
    const next = parsed.data.find((one) => one.replaces === type.id)
    return next?.effectiveFrom === undefined || type.effectiveTo !== undefined
      ? type
      : { ...type, effectiveTo: addMonths(next.effectiveFrom, -1) }
  })
  const merged = BusinessTypeList.safeParse({ ...base, types: [...ended, ...parsed.data] })
  if (merged.success) return merged.data
  throw new Error(`the business types do not fit:\n${z.prettifyError(merged.error)}`)
}

/** An entry must take over exactly where the one it replaces ends, without overlap or gap. */
function replacementProblems(types: readonly BusinessType[]): string[] {
  return types.flatMap((type) => {
    const { id, effectiveFrom, effectiveTo, replaces } = type
    const problems: string[] = []
    if (effectiveFrom !== undefined && effectiveTo !== undefined && effectiveTo < effectiveFrom) {
      problems.push(`${id} ends before it begins`)
    }
    if (replaces === undefined) return problems
    const old = types.find((one) => one.id === replaces)
    if (old === undefined || old === type)
      problems.push(`${id} replaces ${replaces}, which is not there`)
    else if (effectiveFrom === undefined)
      problems.push(`${id} replaces ${replaces} from no period on`)
    else if (old.effectiveTo !== addMonths(effectiveFrom, -1)) {
      problems.push(`${replaces} does not end where ${id} begins`)
    }
    return problems
  })
}

function hasUniqueIds(types: readonly { id: string }[]): boolean {
  return new Set(types.map((type) => type.id)).size === types.length
}
