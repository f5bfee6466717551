import type { z } from 'zod'
import type { SqlStorage } from '../storage/sqlStore'

/** What a check reads, and where it says what it found. */
export interface CheckScope {
  readonly storage: SqlStorage
  /** One line, without personal data. */
  note(problem: string): void
  /** True when there is nothing more to find out: too much is wrong, or the server stops. */
  isEnough(): boolean
}

/** Looks at one kind of promise. */
export type Check = (scope: CheckScope) => Promise<void>

/** The rows that a check can read; one that does not fit its schema is a problem of its own. */
export function readable<T>(
  schema: z.ZodType<T>,
  what: string,
  rows: readonly { readonly id: string; readonly data: unknown }[],
  note: CheckScope['note'],
): T[] {
  return rows.flatMap(({ id, data }) => {
    const result = schema.safeParse(data)
    if (!result.success) note(`${what} ${id} does not fit its schema`)
    return result.success ? [result.data] : []
  })
}
