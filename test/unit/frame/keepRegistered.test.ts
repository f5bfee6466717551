import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepRegistered } from '../../../renderer/host/keepRegistered'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function browserWith(state: () => Partial<ServiceWorkerRegistration> | undefined) {
  return { getRegistration: async () => state() as ServiceWorkerRegistration | undefined }
}

test('[H-40] asks again while the browser has dropped the worker, and rests once it is there', async () => {
  let registration: Partial<ServiceWorkerRegistration> | undefined
  const register = vi.fn()
  keepRegistered(
    register,
    browserWith(() => registration),
    1_000,
  )
  expect(register).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(register).toHaveBeenCalledTimes(3)
  // Under way: not disturbed.
  registration = { active: null }
  await vi.advanceTimersByTimeAsync(3_000)
  expect(register).toHaveBeenCalledTimes(3)
  registration = { active: {} as ServiceWorker }
  await vi.advanceTimersByTimeAsync(1_000)
  expect(vi.getTimerCount()).toBe(0)
})

test('[H-40] a browser that forbids workers is not asked for ever', async () => {
  const register = vi.fn()
  const getRegistration = () => Promise.reject(new Error('forbidden'))
  keepRegistered(register, { getRegistration }, 1_000)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(register).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('[H-40] a browser without workers is asked once', async () => {
  const register = vi.fn()
  keepRegistered(register, undefined, 1_000)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(register).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})
