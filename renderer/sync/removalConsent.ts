import type { Removal } from '#shared/sync/removals'
import type { Store } from '../store/database'
import { deleteSetting, findSetting, putSetting } from '../store/settings'

/** How many rows a person has allowed the next pull to take away. */
const SETTING = 'removalAllowed'

/** Whether a person has allowed as much; more than was asked about is asked about again. */
export async function isRemovalAllowed({ removed }: Removal, store: Store): Promise<boolean> {
  const allowed = await findSetting(SETTING, store)
  return typeof allowed === 'number' && removed <= allowed
}

export async function allowRemoval({ removed }: Removal): Promise<void> {
  await putSetting(SETTING, removed)
}

/** A pull has ended: what was allowed has happened. */
export async function forgetAllowance(store: Store): Promise<void> {
  if ((await findSetting(SETTING, store)) !== undefined) await deleteSetting(SETTING, store)
}
