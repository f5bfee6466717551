import type { EmployerContact } from '#shared/model/employerContact'
import { getStore, type Store } from '../database'
import { MAX_ROWS, useLive } from './live'
import { decodeRow } from './rows'

/** Contacts of an employer that were not taken away, by name; bounded by what one employer has. */
export async function listContacts(
  employerId: string,
  store: Store = getStore(),
): Promise<EmployerContact[]> {
  const stored = await store
    .rows('employerContact')
    .where('employerId')
    .equals(employerId)
    .limit(MAX_ROWS)
    .toArray()
  return stored
    .map((row) => decodeRow<'employerContact'>(row))
    .filter(({ removed }) => !removed)
    .sort((a, b) => a.name.localeCompare(b.name))
}

export function useContacts(employerId: string): EmployerContact[] | undefined {
  return useLive(() => listContacts(employerId), [employerId])
}
