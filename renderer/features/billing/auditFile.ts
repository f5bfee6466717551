import { traceOfLines, workersOf, type BillTerms } from '#shared/commands/bills/traceOfLines'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { BillLine } from '#shared/model/bill'

/**
 * A bill taken apart for an auditor: every step with its inputs, rule, source, rate, base, amount
 * and rounding, and below each sum the workers it is made of. JSON, amounts in whole rupiah.
 */
export function auditFile(
  tables: RateTables,
  terms: BillTerms,
  lines: readonly BillLine[],
): Uint8Array<ArrayBuffer> {
  const steps = traceOfLines(tables, terms, lines).map((step) => ({
    ...step,
    workers: workersOf(step, lines),
  }))
  const text = JSON.stringify({ format: 'smile-loket-bill-trace-1', ...terms, steps }, null, 2)
  return new TextEncoder().encode(text)
}
