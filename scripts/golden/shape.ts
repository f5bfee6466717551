import { z } from 'zod'
import type { RateTables } from '#shared/domain/rates/rateTables'

export type Answer = Record<string, unknown>

/** Answers an input of exactly its own fields; undefined when the input has another shape. */
export type Evaluator = (tables: RateTables, input: Answer) => Answer | undefined

/** An evaluator for inputs with these fields and no others; `null` counts as left out. */
export function shape<F extends z.core.$ZodLooseShape>(
  fields: F,
  answer: (tables: RateTables, input: z.infer<z.ZodObject<F, z.core.$strict>>) => Answer,
): Evaluator {
  const schema = z.strictObject(fields)
  return (tables, input) => {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
    const parsed = schema.safeParse(given)
    return parsed.success ? answer(tables, parsed.data) : undefined
  }
}

/** One relief id or several. */
export const Held = z.union([z.string(), z.array(z.string())]).optional()
