import { z } from 'zod'
import { UsbServerKey } from '#shared/usb/format'
import type { Store } from '../../store/database'
import { findSetting, putSetting } from '../../store/settings'

export const SERVER_KEY_SETTING = 'usbServerKey'
const DAY_MS = 24 * 3600_000

const Kept = z.looseObject({ fetchedAt: z.number() })

/**
 * Keeps the key that files are sealed for, so that one can be made without a line; asks for it
 * once a day, because a restored server may have another.
 * @param now epoch milliseconds
 */
export async function keepServerKey(
  store: Store,
  fetchKey: () => Promise<UsbServerKey>,
  now: number,
): Promise<void> {
  const kept = Kept.safeParse(await findSetting(SERVER_KEY_SETTING, store)).data
  if (kept && now - kept.fetchedAt < DAY_MS && now >= kept.fetchedAt) return
  await putSetting(SERVER_KEY_SETTING, { ...(await fetchKey()), fetchedAt: now }, store)
}
