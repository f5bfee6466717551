import { z } from 'zod'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation, type JsonValue } from '../ruleCodes'
import { addWorker, getActiveEmployer, WorkerEntry } from './workerEntry'

/** Rows per command: small enough to be replayed and sent without anyone noticing. */
export const IMPORT_CHUNK_SIZE = 50

/**
 * A piece of the company's worker list. Either all rows go in or none: the refusal names every
 * row at fault, so that the rest can be sent again without it.
 */
export const importWorkers = defineCommand({
  name: 'worker.import',
  version: 1,
  roles: matrix['worker.register'],
  args: z.object({
    employerId: Id,
    importId: Id,
    fileName: z.string().max(200),
    entries: z
      .array(WorkerEntry.extend({ rowNumber: z.number().int().min(1) }))
      .min(1)
      .max(IMPORT_CHUNK_SIZE),
  }),
  async handler(tx, args, ctx) {
    const employer = await getActiveEmployer(tx, args.employerId)
    const refused: JsonValue[] = []
    for (const entry of args.entries) {
      try {
        await addWorker(tx, employer, entry, ctx, args.importId)
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error
        refused.push({
          rowNumber: entry.rowNumber,
          membershipId: entry.membershipId,
          fullName: entry.person.fullName,
          code: error.code,
          detail: error.detail,
        })
      }
    }
    if (refused.length > 0) {
      throw new RuleViolation('ROWS_REFUSED', { rows: refused, total: args.entries.length })
    }
    await tx.put('employer', {
      ...employer,
      workerCount: employer.workerCount + args.entries.length,
    })
  },
})
