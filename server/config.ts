import path from 'node:path'
import { z } from 'zod'
import { DEFAULT_CONNECTIONS } from './storage/database'

/** The only foreign origin that may call the server: the desktop application. */
export const DESKTOP_ORIGIN = 'app://bundle'

const Environment = z.object({
  SMILE_LOKET_MODE: z.enum(['production', 'practice']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  SMILE_LOKET_DATA: z.string().min(1).default('.data'),
  SMILE_LOKET_RENDERER: z.string().min(1).default('out/renderer'),
  SMILE_LOKET_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  SMILE_LOKET_TRUST_PROXY: z.enum(['0', '1']).default('0'),
  SMILE_LOKET_BASE_DATE: z.iso.date().optional(),
  SMILE_LOKET_CONNECTIONS: z.coerce.number().int().min(4).max(200).default(DEFAULT_CONNECTIONS),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
})

export interface ServerConfig {
  readonly mode: 'production' | 'practice'
  readonly host: string
  readonly port: number
  /** Directory of the embedded database; not used with PostgreSQL. */
  readonly dataDir: string
  readonly databaseUrl?: string
  /** Connections of this process to PostgreSQL. */
  readonly connections: number
  /** The built renderer, served at /app/. */
  readonly rendererDir: string
  readonly logLevel: string
  /** Believe X-Forwarded-For: only behind a proxy of one's own. */
  readonly trustProxy: boolean
  /** The day that the practice branch is built around; today when absent. */
  readonly baseDate?: string
}

/**
 * Configuration from environment variables (listed in docs/operations.md).
 * @throws Error with one sentence per wrong variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  // An empty variable means "not set": that is how shells and service files clear one.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = Environment.safeParse(set)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Wrong configuration. ${lines.join('; ')}`)
  }
  const value = result.data
  return {
    mode: value.SMILE_LOKET_MODE,
    host: value.HOST,
    port: value.PORT,
    dataDir: path.resolve(value.SMILE_LOKET_DATA),
    rendererDir: path.resolve(value.SMILE_LOKET_RENDERER),
    connections: value.SMILE_LOKET_CONNECTIONS,
    logLevel: value.SMILE_LOKET_LOG,
    trustProxy: value.SMILE_LOKET_TRUST_PROXY === '1',
    ...(value.DATABASE_URL && { databaseUrl: value.DATABASE_URL }),
    ...(value.SMILE_LOKET_BASE_DATE && { baseDate: value.SMILE_LOKET_BASE_DATE }),
  }
}
