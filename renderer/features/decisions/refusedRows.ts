import { z } from 'zod'
import { WorkerEntry } from '#shared/commands/workers/workerEntry'
import type { JsonValue, RuleDetail } from '#shared/commands/ruleCodes'
import type { Rejection } from '#shared/sync/clientPorts'

const Detail = z.looseObject({
  rows: z.array(
    z.looseObject({
      rowNumber: z.number(),
      membershipId: z.string(),
      fullName: z.string(),
      code: z.string(),
      detail: z.record(z.string(), z.json()),
    }),
  ),
})

export interface RefusedRow {
  readonly rowNumber: number
  readonly membershipId: string
  readonly fullName: string
  readonly code: string
  readonly detail: RuleDetail
}

/** The rows at fault in a refused piece of a worker list. */
export function refusedRows(rejection: Rejection): RefusedRow[] {
  return Detail.safeParse(rejection.detail).data?.rows ?? []
}

const Args = z.looseObject({
  employerId: z.string(),
  entries: z.array(WorkerEntry.extend({ rowNumber: z.number() })),
})
type ListedEntry = z.infer<typeof Args>['entries'][number]

export interface SplitList {
  readonly employerId: string
  readonly good: readonly ListedEntry[]
  readonly bad: readonly ListedEntry[]
  /** The command's arguments with only the good rows. */
  readonly argsOfGood: JsonValue
}

/** A refused piece of a list, divided into rows at fault and the others. */
export function splitList(rejection: Rejection): SplitList | undefined {
  const args = Args.safeParse(rejection.command.args).data
  if (!args) return undefined
  const faulty = new Set(refusedRows(rejection).map(({ membershipId }) => membershipId))
  const good = args.entries.filter(({ membershipId }) => !faulty.has(membershipId))
  const bad = args.entries.filter(({ membershipId }) => faulty.has(membershipId))
  const argsOfGood = JSON.parse(JSON.stringify({ ...args, entries: good })) as JsonValue
  return { employerId: args.employerId, good, bad, argsOfGood }
}
