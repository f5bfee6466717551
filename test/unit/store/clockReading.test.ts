import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import type { ClientMeta, ClockReading } from '#shared/sync/clientPorts'
import { today as shownToday } from '../../../renderer/components/format'
import { setClockReading, setDeviceClock, workTime } from '../../../renderer/host/clock'
import { clientMetaKey } from '../../../renderer/store/metaKeys'
import { watchClock } from '../../../renderer/store/clockReading'
import { openTestStore } from '../../support/deviceStore'

const DAY = 86_400_000
const serverTime = '2026-07-10T02:00:00.000Z'

afterEach(() => {
  setDeviceClock(undefined)
  setClockReading(undefined)
})

test('[S-232] a machine that is days ahead shows the day of the server after the first contact', async () => {
  setDeviceClock(() => Date.parse(serverTime) + 200 * DAY + 60_000)
  expect(shownToday()).toBe('2027-01-26')
  const store = await openTestStore()
  const unwatch = watchClock(store, setClockReading)
  const clock: ClockReading = { serverTime, offsetMs: 200 * DAY }
  const meta = (await store.meta.get(clientMetaKey))?.value as ClientMeta
  await store.meta.put({ key: clientMetaKey, value: { ...meta, clock } })
  await expect.poll(shownToday).toBe('2026-07-10')
  expect(workTime()).toBe('2026-07-10T02:01:00.000Z')
  unwatch()
})

test('[S-232] a machine set back does not show a day before the last contact', () => {
  setDeviceClock(() => Date.parse(serverTime) - 30 * DAY)
  setClockReading({ serverTime, offsetMs: 0 })
  expect(shownToday()).toBe('2026-07-10')
})
