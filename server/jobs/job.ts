import type { Database } from '../storage/database'

/** Work of the server itself that is done once every night. */
export interface Job {
  readonly name: string
  /**
   * Does it in short steps beside the daily work, and may be repeated at any time.
   * @param now epoch milliseconds
   * @param signal aborted when the server stops: end soon
   */
  run(database: Database, now: number, signal: AbortSignal): Promise<JobResult>
}

export interface JobResult {
  /** One sentence. */
  readonly summary: string
  /** One line each, without personal data; empty when all is well. */
  readonly problems: readonly string[]
}
