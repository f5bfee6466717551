import { mergeAddition } from '#shared/commands/rates/mergeAddition'
import { TableAddition } from '#shared/domain/rates/mergeTables'
import type { RateTables } from '#shared/domain/rates/rateTables'

/** A file that can be proposed, or everything that is wrong with it (technical English). */
export type AdditionFile =
  | { readonly ok: true; readonly addition: TableAddition; readonly after: RateTables }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Larger files cannot be tables: all shipped ones together have a quarter of that. */
export const MAX_ADDITION_BYTES = 200 * 1024

/** Reads a JSON file of new rows and tries it on the tables in force. */
export function readAddition(text: string, tables: RateTables): AdditionFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, problems: ['NOT_JSON'] }
  }
  try {
    const after = mergeAddition(tables, json)
    return { ok: true, addition: TableAddition.parse(json), after }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { ok: false, problems: problemsOf(error.message) }
  }
}

/** The merge reports all problems in one message: one per line or between semicolons. */
export function problemsOf(message: string): string[] {
  const [head = '', ...lines] = message.split('\n')
  const listed = lines
    .map((line) => line.trim())
    .reduce<string[]>((all, line) => {
      if (line.startsWith('✖')) return [...all, line.slice(1).trim()]
      // Where in the file the problem is stands on the next line.
      if (line.startsWith('→') && all.length > 0) {
        return [...all.slice(0, -1), `${all.at(-1)} (${line.slice(1).replace(/^\s*at\s+/, '')})`]
      }
      return line === '' ? all : [...all, line]
    }, [])
  if (listed.length > 0) return listed
  return head.replace(/^the addition (\S+ )?is refused: /, '').split('; ')
}
