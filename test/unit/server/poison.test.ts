import { describe, expect, it } from 'vitest'
import { PoisonCounter } from '../../../server/service/poison'

describe('commands that crash their handler', () => {
  it('[S-84] are set aside only after several crashes that spread over minutes', () => {
    let now = 0
    const counter = new PoisonCounter(() => now)
    for (let n = 0; n < 20; n++) expect(counter.isPoisoned('a')).toBe(false)
    now = 5 * 60_000
    expect(counter.isPoisoned('a')).toBe(true)
    // Another command's count is its own.
    expect(counter.isPoisoned('b')).toBe(false)
  })
})
