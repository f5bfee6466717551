import { InfrastructureError } from '#shared/sync/serverPorts'
import type { Database } from '../storage/database'
import type { Job, JobResult } from './job'

/** What is known of the last time a job was done. */
export interface JobRecord extends JobResult {
  readonly name: string
  readonly ok: boolean
  /** Epoch milliseconds. */
  readonly finishedAt: number
}

/**
 * Does a job and stores what came of it, unless another process is at it or did it already.
 * @param since a job that ended at or after this instant is not done again
 * @returns undefined when there was nothing to do here
 * @throws InfrastructureError: nothing is stored, so that it is tried again
 */
export async function runJob(
  database: Database,
  job: Job,
  { now, since, signal }: { now: () => number; since: number; signal: AbortSignal },
): Promise<JobRecord | undefined> {
  return database.exclusively(`job ${job.name}`, async () => {
    const last = await findRecord(database, job.name)
    if (last && last.finishedAt >= since) return undefined
    const startedAt = now()
    const result = await resultOf(job, database, startedAt, signal)
    // Ended halfway by a stop: the next start does it again.
    if (signal.aborted) return undefined
    const record = {
      ...result,
      name: job.name,
      ok: result.problems.length === 0,
      finishedAt: now(),
    }
    await store(database, record, startedAt)
    return record
  })
}

async function resultOf(
  job: Job,
  database: Database,
  now: number,
  signal: AbortSignal,
): Promise<JobResult> {
  try {
    return await job.run(database, now, signal)
  } catch (error) {
    if (error instanceof InfrastructureError) throw error
    const name = error instanceof Error ? error.name : 'error'
    return { summary: 'It could not be done.', problems: [`${job.name} ended with ${name}`] }
  }
}

export async function listRecords({ db }: Database): Promise<JobRecord[]> {
  const rows = await db.selectFrom('service_job').selectAll().orderBy('name').execute()
  return rows.map((row) => ({
    name: row.name,
    ok: row.ok,
    summary: row.summary,
    problems: row.problems,
    finishedAt: row.finished_at,
  }))
}

async function findRecord(database: Database, name: string): Promise<JobRecord | undefined> {
  return (await listRecords(database)).find((record) => record.name === name)
}

async function store({ db }: Database, record: JobRecord, startedAt: number): Promise<void> {
  const row = {
    started_at: startedAt,
    finished_at: record.finishedAt,
    ok: record.ok,
    summary: record.summary,
    problems: JSON.stringify(record.problems),
  }
  await db
    .insertInto('service_job')
    .values({ name: record.name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}
