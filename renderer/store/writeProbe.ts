import { getStore, type Store } from './database'

const ANSWER_MS = 5_000

/**
 * Whether the open database still takes a write. Asked only when there is room: without, a write
 * can empty it.
 */
export async function databaseTakesWrites(
  store: Pick<Store, 'settings'> = getStore(),
): Promise<boolean> {
  const key = 'write-probe'
  const write = store.settings.put({ key, value: true }).then(() => store.settings.delete(key))
  const silence = new Promise<false>((resolve) => setTimeout(() => resolve(false), ANSWER_MS))
  return Promise.race([
    write.then(
      () => true,
      () => false,
    ),
    silence,
  ])
}
