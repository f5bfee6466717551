import { RuleViolation } from '#shared/commands/ruleCodes'
import { InvariantViolation } from '#shared/sync/invariant'
import { InfrastructureError, UniqueClash } from '#shared/sync/serverPorts'
import type { EntityCatalog } from './entityCatalog'

interface DatabaseProblem {
  /** SQLSTATE; absent when the connection itself failed. */
  readonly code?: string
  readonly constraint?: string
}

/**
 * Translates what a driver threw into the three kinds that have different fates: a rule that was
 * broken, trouble that may pass, or a bug of ours (passed on as it is).
 */
export function translateDatabaseError(error: unknown, catalog: EntityCatalog): unknown {
  if (isOurs(error)) return error
  const { code, constraint } = problemOf(error)
  if (code === '23505') {
    const rule = catalog.findRule(constraint)
    return rule ? new UniqueClash(rule) : infrastructure(error)
  }
  // A text with a NUL or half a character: no storage takes it, today or tomorrow.
  if (code === '22P05' || code === '22021' || code === '22P02') {
    return new RuleViolation('BAD_ARGUMENTS', { message: 'a character that cannot be stored' })
  }
  // Data, integrity and syntax classes come from our statements, not from the moment.
  if (code !== undefined && /^(22|23|42)/.test(code)) return error
  return infrastructure(error)
}

/**
 * Trouble of the moment as an InfrastructureError: no connection, a broken one, a deadlock, a
 * shutdown; undefined for what our statements, data or code did wrong.
 */
export function passingTrouble(error: unknown): InfrastructureError | undefined {
  if (error instanceof InfrastructureError) return error
  const { code } = problemOf(error)
  const isPassing = code === undefined ? hasNetworkCode(error) : PASSING.test(code)
  return isPassing ? infrastructure(error) : undefined
}

/** The same for what a driver threw: its own errors, such as a wait too long, have no SQLSTATE. */
export function passingDriverTrouble(error: unknown): InfrastructureError | undefined {
  if (isOurs(error) || problemOf(error).code !== undefined) return passingTrouble(error)
  return infrastructure(error)
}

/** Classes and states: connection, rollback, resources, locks, operator, system. */
const PASSING = /^(08|25P03|40|53|55P03|57|58)/

function hasNetworkCode(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT)/.test(code)
}

/** SQLSTATE and constraint name, as far as the error carries them. */
export function problemOf(error: unknown): DatabaseProblem {
  if (typeof error !== 'object' || error === null) return {}
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return {
    ...(typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && { code }),
    ...(typeof constraint === 'string' && { constraint }),
  }
}

function isOurs(error: unknown): boolean {
  return (
    error instanceof RuleViolation ||
    error instanceof UniqueClash ||
    error instanceof InvariantViolation ||
    error instanceof InfrastructureError ||
    error instanceof TypeError ||
    error instanceof RangeError
  )
}

function infrastructure(error: unknown): InfrastructureError {
  return new InfrastructureError('database trouble', { cause: error })
}
