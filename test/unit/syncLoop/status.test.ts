import { describe, expect, it } from 'vitest'
import type { LoopState } from '../../../renderer/sync/loopState'
import { syncStatus, type StatusFacts } from '../../../renderer/sync/status'

const NOW = '2026-07-10T03:00:00.000Z'
const EARLIER = '2026-07-10T02:00:00.000Z'
const LATER = '2026-07-10T02:30:00.000Z'

const loops: LoopState[] = [
  { kind: 'stopped' },
  { kind: 'idle' },
  { kind: 'pushing', sent: 0 },
  { kind: 'pulling', received: 0, remaining: 5 },
  { kind: 'offline', retryAt: 0 },
  { kind: 'trouble', retryAt: 0, message: '' },
  { kind: 'ownTrouble', retryAt: 0, message: '' },
  { kind: 'needsSignIn' },
  { kind: 'updateNeeded' },
  { kind: 'recovering', reason: 'FORKED' },
  { kind: 'asksRemoval', removed: 600, total: 4_000 },
]

/** Every combination of what can be known. */
function* allFacts(): Generator<StatusFacts> {
  const instants = [undefined, EARLIER, LATER]
  for (const outbox of [
    undefined,
    { count: 0 },
    { count: 1, oldestOccurredAt: EARLIER },
    { count: 12, oldestOccurredAt: EARLIER },
  ])
    for (const openRejections of [undefined, 0, 2])
      for (const files of [undefined, 0, 3])
        for (const lastLocalCommitAt of [undefined, EARLIER, NOW])
          for (const lastPushAt of instants)
            for (const pulledAt of instants)
              for (const loop of loops)
                yield {
                  outbox,
                  openRejections,
                  files,
                  lastLocalCommitAt,
                  lastPushAt,
                  pulledAt,
                  loop,
                  now: NOW,
                }
}

const quiet: StatusFacts = {
  outbox: { count: 0 },
  openRejections: 0,
  files: 0,
  lastLocalCommitAt: EARLIER,
  lastPushAt: EARLIER,
  pulledAt: LATER,
  loop: { kind: 'idle' },
  now: NOW,
}

describe('status line', () => {
  it('[N12][S-30][R-98] says "all sent" only when that is proven, in every combination', () => {
    let all = 0
    let sent = 0
    for (const facts of allFacts()) {
      all += 1
      const proven =
        facts.outbox?.count === 0 &&
        facts.openRejections === 0 &&
        facts.files === 0 &&
        facts.pulledAt !== undefined &&
        (facts.lastPushAt === undefined || facts.pulledAt >= facts.lastPushAt) &&
        facts.loop.kind !== 'pushing'
      const { state } = syncStatus(facts)
      expect(state === 'allSent', JSON.stringify(facts)).toBe(proven)
      if (state === 'allSent') sent += 1
    }
    expect(all).toBe(4 * 3 * 3 * 3 * 3 * 3 * loops.length)
    expect(sent).toBeGreaterThan(0)
  })

  it('[S-31] never hides refused work nor the number that waits', () => {
    for (const facts of allFacts()) {
      const status = syncStatus(facts)
      if ((facts.openRejections ?? 0) > 0) expect(status.state).toBe('needsDecision')
      expect(status.decisions).toBe(facts.openRejections ?? 0)
      expect(status.waiting).toBe(facts.outbox?.count ?? 0)
      expect(status.files).toBe(facts.files ?? 0)
      if (status.state === 'waiting' && status.waiting > 0) {
        expect(status.waitingSince).toBe(EARLIER)
      }
    }
  })

  it.each<[string, Partial<StatusFacts>, string]>([
    ['nothing waits, pull after push', {}, 'allSent'],
    ['pull older than the last push', { lastPushAt: LATER, pulledAt: EARLIER }, 'savedHere'],
    ['never pulled', { pulledAt: undefined }, 'savedHere'],
    ['outbox not read yet', { outbox: undefined }, 'savedHere'],
    ['one waits', { outbox: { count: 1, oldestOccurredAt: EARLIER } }, 'waiting'],
    [
      'one waits, saved this moment',
      { outbox: { count: 1, oldestOccurredAt: NOW }, lastLocalCommitAt: NOW },
      'savedHere',
    ],
    ['a file waits', { files: 1 }, 'waiting'],
    ['files not read yet', { files: undefined }, 'savedHere'],
    ['refused work', { openRejections: 1 }, 'needsDecision'],
    ['offline with nothing waiting', { loop: { kind: 'offline', retryAt: 0 } }, 'allSent'],
  ])('[S-30] %s', (_title, change, state) => {
    expect(syncStatus({ ...quiet, ...change }).state).toBe(state)
  })

  it('[S-32] a device clock set back never leads to "all sent" before a pull after the push', () => {
    const status = syncStatus({ ...quiet, lastPushAt: NOW, pulledAt: EARLIER })
    expect(status.state).toBe('savedHere')
    expect(status.confirmedAt).toBeUndefined()
  })
})
