import { RuleViolation } from '../commands/ruleCodes'
import {
  daysWithoutServer,
  diskLevel,
  gateFindings,
  gateLimits,
  largeJobs,
  registrationCommands,
  type DeviceFacts,
  type GateLimits,
} from './gate'

/**
 * Lets a command through, or says why this device must not begin it now. Drafts are no commands
 * and never come here. An answer to refused work (`isAnswer`) is held up by the disk alone: it
 * takes the place of work that was counted already.
 * @throws RuleViolation DISK_FULL | DISK_LOW | UPDATE_FIRST | OFFLINE_TOO_LONG | TOO_MUCH_UNSENT
 */
export function assertGate(
  name: string,
  facts: DeviceFacts,
  isAnswer: boolean,
  limits: GateLimits = gateLimits,
): void {
  const disk = diskLevel(facts, limits)
  if (disk === 'noNewWork') throw new RuleViolation('DISK_FULL')
  if (disk === 'noLargeJobs' && largeJobs.includes(name)) {
    throw new RuleViolation('DISK_LOW', { freeMb: megabytes(facts.freeBytes ?? 0) })
  }
  if (isAnswer || !registrationCommands.includes(name)) return
  const stops = gateFindings(facts, limits).find((finding) => finding.stops)
  switch (stops?.reason) {
    case 'version':
      throw new RuleViolation('UPDATE_FIRST')
    case 'days':
      throw new RuleViolation('OFFLINE_TOO_LONG', { days: daysWithoutServer(facts) })
    case 'pending':
      throw new RuleViolation('TOO_MUCH_UNSENT', { count: facts.pending })
    case 'disk':
    case undefined:
  }
}

/** Whole megabytes, as people read them. */
export function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_000_000)
}
