/**
 * How long and how much a device may gather without the server, and how much room its disk must
 * have. Pure: the device asks before it carries out a command, and screens show the answer.
 */
export interface GateLimits {
  /** Days without a complete pull. */
  readonly warnDays: number
  readonly stopDays: number
  /** Commands that the server has not confirmed. */
  readonly warnPending: number
  readonly stopPending: number
  /** Free bytes below which the person is warned, large jobs stop, new work stops. */
  readonly warnFreeBytes: number
  readonly largeJobsFreeBytes: number
  readonly newWorkFreeBytes: number
}

const MB = 1_000_000

export const gateLimits: GateLimits = {
  warnDays: 3,
  stopDays: 14,
  warnPending: 200,
  stopPending: 1_000,
  warnFreeBytes: 500 * MB,
  largeJobsFreeBytes: 200 * MB,
  newWorkFreeBytes: 100 * MB,
}

/** Commands that begin something new and stop while the device is too far from the server. */
export const registrationCommands: readonly string[] = [
  'employer.register',
  'worker.register',
  'worker.import',
  'bpu.register',
  'project.register',
]

/** What comes by the thousand or brings a file along; it stops first when the disk runs short. */
export const largeJobs: readonly string[] = ['worker.import', 'document.attach']

export interface DeviceFacts {
  /** UTC instant of now and of the end of the last complete pull, by one clock. */
  readonly now: string
  readonly pulledAt: string | undefined
  readonly pending: number
  /** `undefined` where nobody can tell, as in a browser. */
  readonly freeBytes: number | undefined
  /** A write has failed, and no later one has shown that there is room again. */
  readonly writeFailed: boolean
  /** The server wants a newer version of the program. */
  readonly updateNeeded: boolean
}

/** Whole days since the last complete pull; 0 without one, or with a clock that was set back. */
export function daysWithoutServer({ now, pulledAt }: DeviceFacts): number {
  if (pulledAt === undefined) return 0
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(pulledAt)) / 86_400_000))
}

export type DiskLevel = 'enough' | 'low' | 'noLargeJobs' | 'noNewWork'

export function diskLevel(
  { freeBytes, writeFailed }: Pick<DeviceFacts, 'freeBytes' | 'writeFailed'>,
  limits: GateLimits = gateLimits,
): DiskLevel {
  if (writeFailed) return 'noNewWork'
  if (freeBytes === undefined || freeBytes >= limits.warnFreeBytes) return 'enough'
  if (freeBytes >= limits.largeJobsFreeBytes) return 'low'
  return freeBytes >= limits.newWorkFreeBytes ? 'noLargeJobs' : 'noNewWork'
}

/** What the person should know, the most pressing first. `stops`: new registrations are refused. */
export interface GateFinding {
  readonly reason: 'disk' | 'version' | 'days' | 'pending'
  readonly stops: boolean
}

export function gateFindings(facts: DeviceFacts, limits: GateLimits = gateLimits): GateFinding[] {
  const days = daysWithoutServer(facts)
  const disk = diskLevel(facts, limits)
  const findings: (GateFinding | false)[] = [
    disk !== 'enough' && { reason: 'disk', stops: disk === 'noNewWork' },
    facts.updateNeeded && { reason: 'version', stops: true },
    days >= limits.warnDays && { reason: 'days', stops: days >= limits.stopDays },
    facts.pending >= limits.warnPending && {
      reason: 'pending',
      stops: facts.pending >= limits.stopPending,
    },
  ]
  return findings
    .filter((finding) => finding !== false)
    .sort((a, b) => Number(b.stops) - Number(a.stops))
}
