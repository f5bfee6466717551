import type { Employer } from '#shared/model/employer'
import { getStore, type Store } from '../database'
import { totalKeys } from '../totals'
import { bounded, pageOf, useLive, useLiveList, type Page } from './live'
import { decodeRow, findRow } from './rows'
import { searchByTokens, type Hits } from './tokenSearch'
import { findTotal } from './totals'

/** The branch's employers in order of name (without PT, CV …), a page at a time. */
export async function listEmployers(
  { after = '', limit = 50 }: { after?: string; limit?: number } = {},
  store: Store = getStore(),
): Promise<Page<Employer>> {
  const size = bounded(limit)
  const stored = await store
    .rows('employer')
    .where('_byName')
    .above(after)
    .limit(size + 1)
    .toArray()
  return pageOf(stored, size, '_byName', (row) => decodeRow<'employer'>(row))
}

/** Employers by words of the name, NPP or NPWP as typed so far; at most 50, by name. */
export async function searchEmployers(
  typed: string,
  store: Store = getStore(),
): Promise<Hits<Employer>> {
  const { rows, truncated } = await searchByTokens(store.rows('employer'), typed)
  return { rows: rows.map((row) => decodeRow<'employer'>(row)), truncated }
}

export function findEmployer(id: string, store?: Store): Promise<Employer | undefined> {
  return findRow('employer', id, store)
}

/** The employer that holds this NPWP and division (`taxKeyOf`), while the form is filled. */
export async function findEmployerByTaxKey(
  taxKey: string,
  store: Store = getStore(),
): Promise<Employer | undefined> {
  const stored = await store.rows('employer').where('taxKey').equals(taxKey).first()
  return stored && decodeRow<'employer'>(stored)
}

/** `null` = there is none; `undefined` = not known yet. */
export function useEmployer(id: string): Employer | null | undefined {
  return useLive(async () => (await findEmployer(id)) ?? null, [id])
}

/** The list or, while something is typed, the hits. `limit` grows as the person scrolls (≤ 500). */
export function useEmployers(typed: string, limit = 50): EmployerList | undefined {
  return useLiveList(async () => {
    if (typed.trim() !== '') return searchEmployers(typed)
    const page = await listEmployers({ limit })
    return { rows: page.rows, truncated: page.next !== undefined }
  }, [typed.trim(), limit])
}

export type EmployerList = Hits<Employer>

/** Number of employers, without counting them. */
export function useEmployerCount(): number | undefined {
  return useLive(async () => (await findTotal(totalKeys.employers)).count, [])
}
