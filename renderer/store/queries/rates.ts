import { createContext, useContext } from 'react'
import { tableVersions } from '#shared/commands/rates/tablesInForce'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Bill } from '#shared/model/bill'
import type { RateRelease, RateReleaseStatus } from '#shared/model/rateRelease'
import { getStore, type Store } from '../database'
import { bounded, useLive } from './live'
import { decodeRow } from './rows'

/** Releases of the tables in one state, oldest first; one a month for forty years fits. */
export async function listReleases(
  status: RateReleaseStatus,
  store: Store = getStore(),
): Promise<RateRelease[]> {
  const stored = await store
    .rows('rateRelease')
    .where('status')
    .equals(status)
    .limit(bounded(500))
    .toArray()
  return stored
    .map((row) => decodeRow<'rateRelease'>(row))
    .sort((a, b) => (a.proposed.at < b.proposed.at ? -1 : a.proposed.at > b.proposed.at ? 1 : 0))
}

/** All releases, the latest proposal first. */
export function useReleases(): RateRelease[] | undefined {
  return useLive(async () => {
    const all = await Promise.all([
      listReleases('PROPOSED'),
      listReleases('APPROVED'),
      listReleases('REJECTED'),
    ])
    return all.flat().sort((a, b) => (a.proposed.at < b.proposed.at ? 1 : -1))
  }, [])
}

/** Shipped tables and every version on top of them; `undefined` = not known yet. */
export function useStoredTableVersions(): readonly RateTables[] | undefined {
  return useLive(async () => tableVersions(await listReleases('APPROVED')), [])
}

/** Read once for the whole application, so that no screen ever shows a figure by older tables. */
export const TableVersionsContext = createContext<readonly RateTables[]>(tableVersions([]))

/** Shipped tables first, those in force last. */
export function useTableVersions(): readonly RateTables[] {
  return useContext(TableVersionsContext)
}

/** The tables in force on this device: what a command made now is judged by. */
export function useRateTables(): RateTables {
  const tables = useTableVersions().at(-1)
  if (!tables) throw new Error('there are no tables at all')
  return tables
}

/** A piece of all bills of this device in order of id, for work that looks at each once. */
export async function scanBills(
  after: string,
  limit = 200,
  store: Store = getStore(),
): Promise<Bill[]> {
  const stored = await store.rows('bill').where('id').above(after).limit(bounded(limit)).toArray()
  return stored.map((row) => decodeRow<'bill'>(row))
}

export function countBills(store: Store = getStore()): Promise<number> {
  return Promise.resolve(store.rows('bill').count())
}
