import type { RateTables } from '#shared/domain/rates/rateTables'
import { bpu, corrections, jakon, pmi, pu } from './contributions'
import { differences, GoldenCase } from './goldenCase'
import { format, identity } from './identity'
import { allocation, calendar, codes, fines, letters, receivables, sanctions } from './money'
import type { Answer, Evaluator } from './shape'

/** A golden input nobody understands; a case must never pass by being ignored. */
export class UnknownShape extends Error {
  override name = 'UnknownShape'
}

const evaluators: Readonly<Record<string, readonly Evaluator[]>> = {
  PU: pu,
  BPU: bpu,
  JAKON: jakon,
  PMI: pmi,
  CORRECTION: corrections,
  CALENDAR: calendar,
  FINE: fines,
  SANCTION: sanctions,
  ALLOCATION: allocation,
  RECEIVABLE: receivables,
  PAYMENT_CODE: codes,
  LETTER: letters,
  IDENTITY: identity,
  FORMAT: format,
}

/**
 * What the domain answers to the input of a golden case, in the golden file's own field names: the
 * same public functions that the application calls. Segment and fields decide who answers; what
 * the domain refuses comes back as `{ refused: true, valid: false, error }`.
 * @throws UnknownShape when the segment is unknown or none of its evaluators accepts the fields
 */
export function evaluate(tables: RateTables, segment: string, input: Answer): Answer {
  const own = Object.hasOwn(evaluators, segment) ? evaluators[segment] : undefined
  if (own === undefined) throw new UnknownShape(`no evaluator for segment ${segment}`)
  try {
    for (const run of own) {
      const answer = run(tables, input)
      if (answer !== undefined) return answer
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { refused: true, valid: false, error: error.message }
  }
  const fields = Object.keys(input).join(', ')
  throw new UnknownShape(`no evaluator of segment ${segment} takes the input fields: ${fields}`)
}

export interface CaseResult {
  id: string
  passed: boolean
  /** What is wrong; empty when it passed. */
  problems: string[]
}

/** Evaluates the cases of a parsed file, in their order; whatever is not a case has failed. */
export function evaluateAll(tables: RateTables, json: unknown): CaseResult[] {
  if (!Array.isArray(json)) return [failed('file', 'is not an array of cases')]
  return json.map((item: unknown, i) => {
    const parsed = GoldenCase.safeParse(item)
    if (!parsed.success) {
      return failed(`case ${i + 1}`, 'is not of the form {id, segment, input, expected}')
    }
    return evaluateCase(tables, parsed.data)
  })
}

function evaluateCase(tables: RateTables, one: GoldenCase): CaseResult {
  try {
    const answer = evaluate(tables, one.segment, one.input)
    if (Object.keys(one.expected).length === 0) return failed(one.id, 'expects nothing')
    const refused = answer['refused'] === true && one.expected['refused'] === undefined
    const problems = differences(one.expected, answer)
    if (refused && problems.length > 0) problems.unshift(`refused: ${String(answer['error'])}`)
    return { id: one.id, passed: problems.length === 0, problems }
  } catch (error) {
    return failed(one.id, error instanceof Error ? error.message : String(error))
  }
}

function failed(id: string, problem: string): CaseResult {
  return { id, passed: false, problems: [problem] }
}
