import type { Registry } from '#shared/commands/definition'
import type { ServerConfig } from './config'
import type { Database } from './storage/database'

/** What the application is made of; tests bring their own. */
export interface ServerDeps {
  readonly config: ServerConfig
  readonly database: Database
  /** Present instant, epoch milliseconds. */
  readonly now: () => number
  /** Version of this program, shown at /version. */
  readonly version: string
  readonly limits?: Partial<Limits>
  /** Only tests bring other commands than the declared ones. */
  readonly registry?: Registry
}

export interface Limits {
  /** Requests per minute and address. */
  readonly auth: number
  readonly sync: number
  readonly other: number
  /** Seconds between heartbeats of the event stream. */
  readonly heartbeatSeconds: number
}

export const defaultLimits: Limits = { auth: 60, sync: 1200, other: 600, heartbeatSeconds: 20 }
