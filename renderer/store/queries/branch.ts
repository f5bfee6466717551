import type { Branch, Officer } from '#shared/model/branch'
import { getStore, type Store } from '../database'
import { bounded, useLive } from './live'
import { decodeRow } from './rows'

/** The branch office whose data this device holds; absent before the first pull. */
export async function findBranch(store: Store = getStore()): Promise<Branch | undefined> {
  const stored = await store.rows('branch').orderBy('id').first()
  return stored && decodeRow<'branch'>(stored)
}

/** `null` = not received yet; `undefined` = not known yet. */
export function useBranch(): Branch | null | undefined {
  return useLive(async () => (await findBranch()) ?? null, [])
}

/** Colleagues of the branch, at most 500. */
export async function listOfficers(store: Store = getStore()): Promise<Officer[]> {
  const stored = await store.rows('officer').orderBy('id').limit(bounded(500)).toArray()
  return stored.map((row) => decodeRow<'officer'>(row))
}

export function useOfficers(): Officer[] | undefined {
  return useLive(() => listOfficers(), [])
}
