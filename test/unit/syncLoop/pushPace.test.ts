import { describe, expect, it } from 'vitest'
import { PUSH_MAX_BYTES } from '#shared/protocol/messages'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { PushPace } from '../../../renderer/sync/pushPace'

const KIB = 1024
const broken = new HttpFailure({ kind: 'offline', reason: 'network' })

describe('the pace of a push', () => {
  it('[S-237] a batch takes seconds: less after one that took long or broke, more after a quick one', () => {
    const pace = new PushPace()
    const sizes = [pace.bytes]
    for (const ms of [100, 100, 100, 4_000, 7_000, 7_000]) {
      pace.noteAnswer('a', 1, ms)
      sizes.push(pace.bytes)
    }
    for (let n = 0; n < 5; n += 1) pace.noteFailure(broken)
    sizes.push(pace.bytes)
    const [max, half, quarter] = [PUSH_MAX_BYTES, PUSH_MAX_BYTES / 2, PUSH_MAX_BYTES / 4]
    expect(sizes).toEqual([64 * KIB, 128 * KIB, max, max, max, half, quarter, 8 * KIB])
  })

  it('[S-237] a refusal is no reason to send less', () => {
    const pace = new PushPace()
    const body = { error: 'FORKED', message: 'm' }
    pace.noteFailure(new HttpFailure({ kind: 'refused', status: 409, body }))
    pace.noteFailure(new Error('a bug'))
    expect(pace.bytes).toBe(64 * KIB)
  })

  it('[S-237] what was answered belongs to one history, and until the next pull', () => {
    const pace = new PushPace()
    pace.noteAnswer('a', 17, 0)
    expect([pace.answeredUpTo('a'), pace.answeredUpTo('b')]).toEqual([17, 0])
    pace.forgetAnswers()
    expect(pace.answeredUpTo('a')).toBe(0)
  })
})
