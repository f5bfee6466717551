import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { recoverFromCrashes } from '../../electron/main/crashRecovery'

function setUp() {
  let time = 0
  const contents = Object.assign(new EventEmitter(), { reload: vi.fn() })
  const giveUp = vi.fn()
  recoverFromCrashes(contents, giveUp, () => time)
  const crash = (reason: string, at: number): void => {
    time = at
    contents.emit('render-process-gone', {}, { reason })
  }
  return { contents, giveUp, crash }
}

describe('a page whose process dies', () => {
  it('[H-23] is loaded again', () => {
    const { contents, giveUp, crash } = setUp()
    crash('oom', 0)
    expect(contents.reload).toHaveBeenCalledOnce()
    expect(giveUp).not.toHaveBeenCalled()
  })

  it('[H-23] is left alone when it closed by itself', () => {
    const { contents, crash } = setUp()
    crash('clean-exit', 0)
    expect(contents.reload).not.toHaveBeenCalled()
  })

  it('[H-23] is not loaded for ever, but gets new chances after a quiet time', () => {
    const { contents, giveUp, crash } = setUp()
    for (const at of [0, 1, 2]) crash('crashed', at)
    expect(contents.reload).toHaveBeenCalledTimes(3)
    crash('crashed', 3)
    expect(contents.reload).toHaveBeenCalledTimes(3)
    expect(giveUp).toHaveBeenCalledExactlyOnceWith('crashed')
    crash('crashed', 700_000)
    expect(contents.reload).toHaveBeenCalledTimes(4)
  })
})
