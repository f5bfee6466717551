import { checkJob } from '../jobs/check'
import { nightlyJobs } from '../jobs/nightly'
import { listRecords, runJob, type JobRecord } from '../jobs/run'
import type { Database } from '../storage/database'

/**
 * Does the check, or everything that is done at night, at once.
 * @throws Error with all problems, so that a script notices
 */
export async function runNow(
  database: Database,
  what: 'check' | 'nightly',
  now: number,
): Promise<string> {
  const lines: string[] = []
  let isWell = true
  for (const job of what === 'check' ? [checkJob] : nightlyJobs) {
    const record = await runJob(database, job, {
      now: () => now,
      since: Infinity,
      signal: new AbortController().signal,
    })
    if (!record) throw new Error(`Another process is doing ${job.name}. Try again later.`)
    isWell &&= record.ok
    lines.push(...linesOf(record))
  }
  if (!isWell) throw new Error(lines.join('\n'))
  return lines.join('\n')
}

export async function describeJobs(database: Database): Promise<string> {
  const records = await listRecords(database)
  if (records.length === 0) return 'No nightly job has been done yet.'
  return records
    .flatMap((record) => [
      `${record.name}, ${new Date(record.finishedAt).toISOString()}: ${record.ok ? 'well' : 'PROBLEMS'}`,
      ...linesOf(record).map((line) => `  ${line}`),
    ])
    .join('\n')
}

function linesOf({ summary, problems }: JobRecord): string[] {
  return [summary, ...problems]
}
