import { afterEach, describe, expect, it, vi } from 'vitest'
import { backoffMs } from '../../../renderer/sync/backoff'
import { HttpFailure, type Failure } from '../../../renderer/sync/httpFailure'
import { SyncLoop } from '../../../renderer/sync/loop'
import type { LoopState } from '../../../renderer/sync/loopState'
import type { SyncOutcome } from '../../../renderer/sync/syncOnce'

const synced: SyncOutcome = {
  kind: 'synced',
  sent: 0,
  accepted: [],
  refused: [],
  retryLater: false,
  again: false,
}

const refused = (error: string, more: object = {}): Failure => ({
  kind: 'refused',
  status: 409,
  body: { error, message: error, ...more },
})

/** Runs a loop whose rounds follow a script; the last entry repeats. */
function start(script: Step[], signedIn = () => true) {
  const stop = new AbortController()
  const states: LoopState[] = []
  let rounds = 0
  const loop = new SyncLoop({
    round: () =>
      signedIn()
        ? async (report) => {
            const step = script[Math.min(rounds, script.length - 1)]!
            rounds += 1
            if (step instanceof Error) throw step
            if ('states' in step) step.states?.forEach(report)
            if (isFailure(step)) throw new HttpFailure(step)
            return step
          }
        : undefined,
    onState: (state) => states.push(state),
    now: () => Date.now(),
    random: () => 1,
  })
  const done = loop.run(stop.signal)
  return {
    loop,
    states,
    rounds: () => rounds,
    last: () => states.at(-1),
    async end() {
      stop.abort()
      await done
    },
  }
}

/** How a round ends, and what it reports before. */
type Step = SyncOutcome | Error | (Failure & { readonly states?: readonly LoopState[] })

function isFailure(step: SyncOutcome | Failure): step is Failure {
  return ['offline', 'unauthenticated', 'refused', 'protocol'].includes(step.kind)
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('sync loop', () => {
  let running: ReturnType<typeof start> | undefined
  const begin = (...parameters: Parameters<typeof start>) => {
    vi.useFakeTimers()
    running = start(...parameters)
    return running
  }
  afterEach(async () => {
    await running?.end()
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('[S-60] starts at once, rests, and starts again at a poke', async () => {
    const run = begin([synced])
    await settle()
    expect(run.rounds()).toBe(1)
    expect(run.last()).toEqual({ kind: 'idle' })
    run.loop.poke('work')
    await settle()
    expect(run.rounds()).toBe(2)
  })

  it('[S-60] looks by itself after a minute', async () => {
    const run = begin([synced])
    await vi.advanceTimersByTimeAsync(59_000)
    expect(run.rounds()).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(run.rounds()).toBe(2)
  })

  it('[S-61] offline: tries again after 1, 2, 4 … seconds, at most 5 minutes apart', async () => {
    const run = begin([{ kind: 'offline', reason: 'network' }])
    await settle()
    expect(run.last()?.kind).toBe('offline')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run.rounds()).toBe(2)
    await vi.advanceTimersByTimeAsync(1_900)
    expect(run.rounds()).toBe(2)
    await vi.advanceTimersByTimeAsync(200)
    expect(run.rounds()).toBe(3)
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    const before = run.rounds()
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(run.rounds() - before).toBe(2)
  })

  it('[S-61] offline: a poke tries at once, and success forgets the failures', async () => {
    const run = begin([
      { kind: 'offline', reason: 'network' },
      { kind: 'offline', reason: 'network' },
      synced,
      { kind: 'offline', reason: 'network' },
    ])
    await settle()
    run.loop.poke('try')
    await settle()
    run.loop.poke('try')
    await settle()
    expect(run.last()).toEqual({ kind: 'idle' })
    run.loop.poke('try')
    await settle()
    const last = run.last()
    expect(last?.kind === 'offline' && last.retryAt - Date.now()).toBe(1_000)
  })

  it('[S-238] a line that breaks often is tried again soon as long as something comes through', async () => {
    const offline: Failure = { kind: 'offline', reason: 'network' }
    const pushed = (sent: number) => ({ ...offline, states: [{ kind: 'pushing' as const, sent }] })
    const pulled = (received: number) => ({
      ...offline,
      states: [{ kind: 'pulling' as const, received, remaining: 9 }],
    })
    const waits: number[] = []
    const run = begin([pushed(0), pushed(0), pushed(100), pushed(0), pulled(50), pulled(50)])
    for (let n = 0; n < 6; n += 1) {
      await settle()
      const last = run.last()
      waits.push(last?.kind === 'offline' ? last.retryAt - Date.now() : 0)
      run.loop.poke('try')
    }
    // The second 50 rows are those of before.
    expect(waits).toEqual([1_000, 2_000, 1_000, 2_000, 1_000, 2_000])
  })

  it.each<[Failure, LoopState['kind']]>([
    [{ kind: 'unauthenticated', body: undefined }, 'needsSignIn'],
    [refused('DEVICE_LOCKED'), 'needsSignIn'],
  ])(
    '[S-62] %o stops until a person helps; new work alone does not try again',
    async (failure, kind) => {
      const run = begin([failure])
      await settle()
      expect(run.last()?.kind).toBe(kind)
      run.loop.poke('work')
      await vi.advanceTimersByTimeAsync(60 * 60_000)
      expect(run.rounds()).toBe(1)
      run.loop.poke('try')
      await settle()
      expect(run.rounds()).toBe(2)
    },
  )

  it('[S-63] an outdated program keeps looking, slowly', async () => {
    const run = begin([refused('VERSION_NOT_SUPPORTED'), synced])
    await settle()
    expect(run.last()).toEqual({ kind: 'updateNeeded' })
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    expect(run.last()).toEqual({ kind: 'idle' })
  })

  it('[S-64] waits at least as long as the server asks', async () => {
    const run = begin([refused('RETRY_LATER', { retryAfterSeconds: 30 }), synced])
    await vi.advanceTimersByTimeAsync(29_000)
    expect(run.rounds()).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(run.rounds()).toBe(2)
  })

  it('[S-64] new work does not cut the wait short that the server asks for; a person does', async () => {
    const run = begin([refused('RETRY_LATER', { retryAfterSeconds: 30 }), synced])
    await settle()
    run.loop.poke('work')
    await vi.advanceTimersByTimeAsync(29_000)
    expect(run.rounds()).toBe(1)
    run.loop.poke('try')
    await settle()
    expect(run.rounds()).toBe(2)
  })

  it('[S-66] failures before do not count against a recovery', async () => {
    const offline: Failure = { kind: 'offline', reason: 'network' }
    const recovering: SyncOutcome = { kind: 'recovering', reason: 'INCARNATION_CHANGED' }
    const run = begin([offline, offline, offline, offline, recovering, recovering, synced])
    for (let n = 0; n < 4; n += 1) {
      await settle()
      run.loop.poke('try')
    }
    await settle()
    expect(run.rounds()).toBe(7)
    expect(run.last()).toEqual({ kind: 'idle' })
  })

  it('[S-65] a bug or a page that is not ours is trouble, not an end', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const run = begin([
      new Error('bug'),
      { kind: 'protocol', status: 200, message: 'not JSON' },
      synced,
    ])
    await settle()
    expect(run.last()?.kind).toBe('ownTrouble')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run.last()).toMatchObject({ kind: 'trouble', message: 'not JSON' })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(run.last()).toEqual({ kind: 'idle' })
  })

  it('[S-66] begins again at once after a stale pull, but does not spin', async () => {
    const run = begin([{ kind: 'stale' }])
    await settle()
    expect(run.rounds()).toBe(2)
    expect(run.last()?.kind).toBe('trouble')
  })

  it('[S-67] rests while nobody is signed in', async () => {
    let signedIn = false
    const run = begin([synced], () => signedIn)
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(run.last()).toEqual({ kind: 'stopped' })
    expect(run.rounds()).toBe(0)
    signedIn = true
    run.loop.poke('try')
    await settle()
    expect(run.rounds()).toBe(1)
  })

  it('[S-60] a poke during a round leads to one more round', async () => {
    vi.useFakeTimers()
    let rounds = 0
    const stop = new AbortController()
    const loop: SyncLoop = new SyncLoop({
      round: () => async () => {
        rounds += 1
        if (rounds === 1) loop.poke('work')
        return synced
      },
      onState: () => undefined,
      now: () => 0,
      random: () => 1,
    })
    const done = loop.run(stop.signal)
    await settle()
    expect(rounds).toBe(2)
    stop.abort()
    await done
  })
})

describe('backoff', () => {
  it('[S-61] spreads tries over the whole time up to a doubling limit', () => {
    expect(backoffMs(1, 0.5)).toBe(500)
    expect(backoffMs(4, 0.5)).toBe(4_000)
    expect(backoffMs(1, 0)).toBe(200)
    expect(backoffMs(50, 0.999)).toBeLessThanOrEqual(300_000)
  })
})
