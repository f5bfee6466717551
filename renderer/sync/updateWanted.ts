import { create } from 'zustand'
import type { Store } from '../store/database'
import { deleteSetting, findSetting, putSetting } from '../store/settings'
import { watchSetting } from '../store/watchSetting'

/** The version of the program that the server has refused; another one is another matter. */
const SETTING = 'refusedVersion'

const updateStore = create<{ readonly wanted: boolean }>()(() => ({ wanted: false }))

/**
 * Whether the server wants a newer program. It stays known without the line and over a new start:
 * work that an outdated program gathers may never be taken.
 */
export function isUpdateWanted(): boolean {
  return updateStore.getState().wanted
}

export function useUpdateWanted(): boolean {
  return updateStore(({ wanted }) => wanted)
}

/** @returns function that ends the watch */
export function watchUpdateWanted(store: Store, version: string): () => void {
  const unwatch = watchSetting(SETTING, store, (value) =>
    updateStore.setState({ wanted: value === version }),
  )
  return () => {
    unwatch()
    updateStore.setState({ wanted: false })
  }
}

/** The server has refused this version. */
export async function noteUpdateWanted(version: string, store: Store): Promise<void> {
  await putSetting(SETTING, version, store)
}

/** The server has taken what this version sent. */
export async function noteVersionTaken(store: Store): Promise<void> {
  if ((await findSetting(SETTING, store)) !== undefined) await deleteSetting(SETTING, store)
}
