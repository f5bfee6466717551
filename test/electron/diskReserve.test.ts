import { mkdir, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDiskReserve } from '../../electron/main/host/diskReserve'

const MB = 1_000_000
const BYTES = 3 * 1024 * 1024 + 5

let folder: string
let path: string
let free: number
let started: boolean
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loket-reserve-'))
  path = join(folder, 'reserve.bin')
  free = 900 * MB
  started = true
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const reserve = () =>
  createDiskReserve({
    path,
    space: () => Promise.resolve({ freeBytes: free }),
    mayMake: () => started,
    bytes: BYTES,
  })
const size = () =>
  stat(path).then(
    (found) => found.size,
    () => undefined,
  )
const isMade = async (): Promise<void> => {
  await expect.poll(size).toBe(BYTES)
}

it('[H-32] makes a file of real bytes once there is room for it and the program has started', async () => {
  const kept = reserve()
  started = false
  expect(await kept.look()).toEqual({ freeBytes: 900 * MB })
  started = true
  free = 500 * MB + BYTES - 1
  await kept.look()
  expect(await size()).toBeUndefined()
  free = 900 * MB
  expect(await kept.look()).toEqual({ freeBytes: 900 * MB - BYTES })
  await isMade()
  const { blocks } = await stat(path)
  expect(blocks * 512).toBeGreaterThanOrEqual(BYTES)
})

it('[H-32] gives it up below 100 MB, does not count it for new work, and makes it again', async () => {
  const kept = reserve()
  await kept.look()
  await isMade()
  free = 100 * MB
  expect(await kept.look()).toEqual({ freeBytes: 100 * MB })
  expect(await size()).toBe(BYTES)

  free = 100 * MB - 1
  expect(await kept.look()).toEqual({ freeBytes: 100 * MB - 1 })
  expect(await size()).toBe(0)

  // What was given up shows as free now; a new start knows it too.
  free = 100 * MB - 1 + BYTES
  expect(await reserve().look()).toEqual({ freeBytes: 100 * MB - 1 })

  free = 900 * MB
  await kept.look()
  await isMade()
})

it('[H-32] gives up one that is just being written, and lives with a file that it cannot cut', async () => {
  const kept = reserve()
  await kept.look()
  free = 100 * MB - 1
  await kept.look()
  expect((await size()) ?? 0).toBe(0)

  await rm(path, { force: true })
  await mkdir(path)
  expect(await kept.look()).toEqual({ freeBytes: 100 * MB - 1 })
})

it('[H-32] takes a file of which only a part was written for no reserve', async () => {
  await writeFile(path, 'cut')
  free = 300 * MB
  expect(await reserve().look()).toEqual({ freeBytes: 300 * MB })
  free = 50 * MB
  await reserve().look()
  expect(await size()).toBe(0)
  free = 900 * MB
  await truncate(path, 7)
  await reserve().look()
  await isMade()
})

it('[H-32] knows nothing where the system says nothing', async () => {
  const silent = createDiskReserve({
    path,
    space: () => Promise.resolve(undefined),
    mayMake: () => true,
  })
  expect(await silent.look()).toBeUndefined()
})
