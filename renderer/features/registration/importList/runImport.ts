import { IMPORT_CHUNK_SIZE } from '#shared/commands/workers/importWorkers'
import {
  ruleCodes,
  type JsonValue,
  type RuleCode,
  type RuleDetail,
  type RuleViolation,
} from '#shared/commands/ruleCodes'
import type { CommandResult } from '../../../sync/execute'
import type { RowIds } from './importDraft'
import type { GoodRow } from './importView'

export interface ImportJob {
  readonly employerId: string
  readonly importId: string
  readonly fileName: string
  readonly rows: readonly GoodRow[]
  readonly ids: ReadonlyMap<number, RowIds>
}

export interface RefusedRow {
  readonly rowNumber: number
  readonly code: RuleCode
  readonly detail: RuleDetail
}

export interface ImportOutcome {
  /** Row numbers that went in. */
  readonly imported: readonly number[]
  readonly refused: readonly RefusedRow[]
  /** A refusal that concerns the list as a whole: the rest was not tried. */
  readonly stoppedBy?: RuleViolation
}

/**
 * Puts the rows in, a chunk at a time. A chunk goes in whole or not at all; rows that the handler
 * refuses are set aside and their neighbours tried again without them. Stops after the current
 * chunk when `stop` is aborted.
 */
export async function runImport(
  job: ImportJob,
  /** `execute` with the command `importWorkers`. */
  executeChunk: (args: ReturnType<typeof argsOf>) => Promise<CommandResult>,
  { onProgress, stop }: { onProgress: (done: number) => void; stop: AbortSignal },
): Promise<ImportOutcome> {
  const imported: number[] = []
  const refused: RefusedRow[] = []
  for (let start = 0; start < job.rows.length && !stop.aborted; start += IMPORT_CHUNK_SIZE) {
    let chunk = job.rows.slice(start, start + IMPORT_CHUNK_SIZE)
    while (chunk.length > 0) {
      const result = await executeChunk(argsOf(job, chunk))
      if (result.ok) {
        imported.push(...chunk.map(({ number }) => number))
        break
      }
      const faults = refusedRows(result.violation)
      const left = chunk.filter(({ number }) => !faults.some((fault) => fault.rowNumber === number))
      // A refusal that names no row of the chunk would be tried for ever.
      if (left.length === chunk.length) return { imported, refused, stoppedBy: result.violation }
      refused.push(...faults)
      chunk = left
    }
    onProgress(imported.length + refused.length)
  }
  return { imported, refused }
}

/** The command's arguments for a chunk. What was unusual is listed for the verifier. */
function argsOf({ employerId, importId, fileName, ids }: ImportJob, rows: readonly GoodRow[]) {
  return {
    employerId,
    importId,
    fileName: fileName.slice(0, 200),
    entries: rows.map((row) => {
      const id = ids.get(row.number)
      if (!id) throw new Error(`row ${row.number} has no ids`)
      return {
        ...id,
        person: row.row.person,
        terms: row.row.terms,
        rowNumber: row.number,
        acceptedFindings: row.findings
          .map(({ code, column }) => `${code}:${column}`.slice(0, 60))
          .slice(0, 50),
      }
    }),
  }
}

function refusedRows({ code, detail }: RuleViolation): RefusedRow[] {
  const rows = code === 'ROWS_REFUSED' ? detail['rows'] : undefined
  if (!Array.isArray(rows)) return []
  return (rows as readonly JsonValue[]).flatMap((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return []
    const one = row as Readonly<Record<string, JsonValue>>
    const known = ruleCodes.find((rule) => rule === one['code'])
    return typeof one['rowNumber'] === 'number' && known
      ? [{ rowNumber: one['rowNumber'], code: known, detail: (one['detail'] ?? {}) as RuleDetail }]
      : []
  })
}
