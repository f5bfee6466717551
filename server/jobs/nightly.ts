import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../storage/database'
import { checkJob } from './check'
import type { Job } from './job'
import { refusalJob } from './refusals'
import { runJob, type JobRecord } from './run'
import { tombstoneJob } from './tombstones'
import { uploadJob } from './uploads'

/** In this order: what was cleared away is checked after it. */
export const nightlyJobs: readonly Job[] = [refusalJob, uploadJob, tombstoneJob, checkJob]

/** The night begins at 18:00 UTC, one o'clock in Jakarta. */
const NIGHT_BEGINS_UTC_HOUR = 18
const LOOK_EVERY_MS = 10 * 60 * 1000
const SIGN_OF_LIFE_EVERY_MS = 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

export interface NightlyOptions {
  readonly database: Database
  readonly now: () => number
  readonly log: Pick<FastifyBaseLogger, 'info' | 'error'>
}

/**
 * Does the nightly jobs by itself, in whichever process looks first; one that was off at night
 * does them when it starts. Also notes every minute that the database is in use: a restore learns
 * from it how old its backup is.
 * @returns ends it, and waits for the step that is under way
 */
export function startNightly(options: NightlyOptions): () => Promise<void> {
  const stopping = new AbortController()
  let work = Promise.resolve()
  const queue = (step: () => Promise<unknown>) => {
    work = work.then(async () => {
      if (stopping.signal.aborted) return
      try {
        await step()
      } catch (error) {
        options.log.error({ err: error }, 'nightly work will be tried again')
      }
    })
  }
  const look = () => queue(() => runDueJobs(options, stopping.signal))
  const live = () => queue(() => noteSignOfLife(options))
  live()
  look()
  const timers = [setInterval(live, SIGN_OF_LIFE_EVERY_MS), setInterval(look, LOOK_EVERY_MS)]
  return async () => {
    stopping.abort()
    for (const timer of timers) clearInterval(timer)
    await work
  }
}

/** Does every job that was not done since the last nightfall, and raises the alarm. */
export async function runDueJobs(
  { database, now, log }: NightlyOptions,
  signal: AbortSignal,
): Promise<JobRecord[]> {
  const done: JobRecord[] = []
  for (const job of nightlyJobs) {
    if (signal.aborted) break
    const record = await runJob(database, job, { now, since: lastNightfall(now()), signal })
    if (!record) continue
    done.push(record)
    const { name, summary, problems } = record
    if (record.ok) log.info({ job: name, summary }, 'nightly job done')
    else log.error({ job: name, summary, problems }, 'ALARM: the nightly job found problems')
  }
  return done
}

function lastNightfall(now: number): number {
  const today = new Date(now)
  today.setUTCHours(NIGHT_BEGINS_UTC_HOUR, 0, 0, 0)
  return today.getTime() <= now ? today.getTime() : today.getTime() - DAY_MS
}

async function noteSignOfLife({ database, now }: NightlyOptions): Promise<void> {
  await database.db
    .updateTable('sync_server')
    .set({ alive_at: now() })
    .where('alive_at', '<', now())
    .execute()
}
