import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { registry } from '#shared/commands/registry'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { assertGate } from '#shared/sync/assertGate'
import {
  daysWithoutServer,
  diskLevel,
  gateFindings,
  largeJobs,
  registrationCommands,
  type DeviceFacts,
} from '#shared/sync/gate'

const MB = 1_000_000
const now = '2026-11-25T02:00:00.000Z'
const daysAgo = (days: number, ms = 0): string =>
  new Date(Date.parse(now) - days * 86_400_000 + ms).toISOString()
const facts = (some: Partial<DeviceFacts> = {}): DeviceFacts => ({
  now,
  pulledAt: now,
  pending: 0,
  freeBytes: undefined,
  writeFailed: false,
  updateNeeded: false,
  ...some,
})
function refusal(name: string, some: Partial<DeviceFacts>, isAnswer = false): unknown {
  try {
    assertGate(name, facts(some), isAnswer)
    return undefined
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error
    return [error.code, error.detail]
  }
}

describe('distance to the server', () => {
  it('[U-90] warns at 3 days or 200 pending, stops registrations at 14 days or 1,000', () => {
    const of = (some: Partial<DeviceFacts>) => gateFindings(facts(some))
    expect(of({ pulledAt: daysAgo(3, 1), pending: 199 })).toEqual([])
    expect(of({ pulledAt: daysAgo(3) })).toEqual([{ reason: 'days', stops: false }])
    expect(of({ pending: 200 })).toEqual([{ reason: 'pending', stops: false }])
    expect(refusal('worker.register', { pulledAt: daysAgo(14, 1), pending: 999 })).toBeUndefined()
    expect(refusal('worker.register', { pulledAt: daysAgo(14) })).toEqual([
      'OFFLINE_TOO_LONG',
      { days: 14 },
    ])
    expect(refusal('employer.register', { pending: 1_000 })).toEqual([
      'TOO_MUCH_UNSENT',
      { count: 1_000 },
    ])
    expect(refusal('worker.import', { updateNeeded: true })).toEqual(['UPDATE_FIRST', {}])
  })

  it('[U-90] holds up registrations only, and never the answer to refused work', () => {
    const far = { pulledAt: daysAgo(30), pending: 5_000, updateNeeded: true }
    const names = [...registry.keys()]
    const held = names.filter((name) => refusal(name, far) !== undefined)
    const begins = names.filter((name) => /\.(register|import)$/.test(name))
    expect(begins.length).toBeGreaterThan(4)
    expect(held.sort()).toEqual(begins.sort())
    for (const name of registrationCommands) expect(refusal(name, far, true)).toBeUndefined()
  })

  it('[U-90] counts no days before the first complete pull or with a clock set back', () => {
    expect(daysWithoutServer(facts({ pulledAt: undefined }))).toBe(0)
    expect(daysWithoutServer(facts({ pulledAt: daysAgo(-40) }))).toBe(0)
  })

  it('[U-90] puts what stops before what warns', () => {
    const findings = gateFindings(
      facts({ pulledAt: daysAgo(5), pending: 1_200, freeBytes: 300 * MB }),
    )
    expect(findings).toEqual([
      { reason: 'pending', stops: true },
      { reason: 'disk', stops: false },
      { reason: 'days', stops: false },
    ])
  })
})

describe('room on the disk', () => {
  it('[H-30] warns below 500 MB, stops imports below 200 MB and all new work below 100 MB', () => {
    const level = (freeBytes: number) => diskLevel({ freeBytes, writeFailed: false })
    expect(
      [500 * MB, 500 * MB - 1, 200 * MB, 200 * MB - 1, 100 * MB, 100 * MB - 1].map(level),
    ).toEqual(['enough', 'low', 'low', 'noLargeJobs', 'noLargeJobs', 'noNewWork'])
    for (const name of [...registry.keys()]) {
      expect(refusal(name, { freeBytes: 200 * MB })).toBeUndefined()
      expect(refusal(name, { freeBytes: 180 * MB + 5 })).toEqual(
        largeJobs.includes(name) ? ['DISK_LOW', { freeMb: 180 }] : undefined,
      )
      expect(refusal(name, { freeBytes: 99 * MB }, true)).toEqual(['DISK_FULL', {}])
    }
  })

  it('[H-31] takes a failed write for a full disk, whatever is said of free space', () => {
    for (const freeBytes of [undefined, 0, 900_000 * MB]) {
      expect(diskLevel({ freeBytes, writeFailed: true })).toBe('noNewWork')
    }
    expect(diskLevel({ freeBytes: undefined, writeFailed: false })).toBe('enough')
  })
})

test('[U-90] lists name commands that exist', () => {
  for (const name of [...registrationCommands, ...largeJobs]) {
    expect([...registry.keys()]).toContain(name)
  }
})

test('[U-90] less room, more waiting or more days never opens what was shut', () => {
  const arbitrary = fc.record({
    days: fc.integer({ min: 0, max: 40 }),
    pending: fc.integer({ min: 0, max: 3_000 }),
    free: fc.integer({ min: 0, max: 1_000 }),
  })
  let shut = 0
  const name = fc.constantFrom(...registrationCommands)
  fc.assert(
    fc.property(arbitrary, arbitrary, name, (a, b, command) => {
      const some = ({ days, pending, free }: typeof a) => ({
        pulledAt: daysAgo(days),
        pending,
        freeBytes: free * MB,
      })
      const worse = {
        days: Math.max(a.days, b.days),
        pending: Math.max(a.pending, b.pending),
        free: Math.min(a.free, b.free),
      }
      if (!refusal(command, some(a))) return
      shut += 1
      expect(refusal(command, some(worse))).toBeDefined()
    }),
  )
  expect(shut).toBeGreaterThan(10)
})
