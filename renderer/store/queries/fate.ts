import type { RuleDetail } from '#shared/commands/ruleCodes'
import { getStore, type Store } from '../database'
import { useLive } from './live'

/** What the server has made of one command. */
export type Fate =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: RuleDetail }

/** @param uid of a command that was carried out here */
export async function findFate(uid: string, store: Store = getStore()): Promise<Fate> {
  if (await store.archive.get(uid)) return { kind: 'accepted' }
  const refused = await store.rejections.get(uid)
  return refused
    ? { kind: 'refused', code: refused.code, detail: refused.detail }
    : { kind: 'waiting' }
}

/** Kept up to date; `undefined` while there is no command to ask about. */
export function useFate(uid: string | undefined): Fate | undefined {
  return useLive(async () => (uid === undefined ? undefined : findFate(uid)), [uid ?? ''])
}
