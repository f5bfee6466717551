import { mergeTables } from '../../domain/rates/mergeTables'
import type { RateTables } from '../../domain/rates/rateTables'
import type { RateRelease } from '../../model/rateRelease'
import { rateTables } from '../../reference/tables'
import type { Tx } from '../tx'

/**
 * The tables by which work is judged now: those shipped with the program, and every approved
 * release on top. One look at an index per command; the merged tables are kept.
 */
export async function tablesInForce(tx: Pick<Tx, 'list'>): Promise<RateTables> {
  return tablesWith(await tx.list('rateRelease', 'status', ['APPROVED']))
}

/**
 * The shipped tables with releases on top, in the order of their approval (then by id), so that
 * every device and the server come to the same tables from the same rows.
 * @param releases approved releases in any order
 * @throws Error when they do not fit together, naming every problem
 */
export function tablesWith(releases: readonly RateRelease[]): RateTables {
  return tableVersions(releases).at(-1) ?? rateTables
}

/** The shipped tables and each later version of them, the newest last; see `tablesWith`. */
export function tableVersions(releases: readonly RateRelease[]): readonly RateTables[] {
  if (releases.length === 0) return shippedAlone
  const ordered = [...releases].sort(byApproval).filter(isNotShipped)
  const key = ordered.map(({ id }) => id).join(' ')
  const known = kept.get(key)
  if (known) return known
  const versions = [rateTables]
  for (const { addition } of ordered) versions.push(mergeTables(versions.at(-1)!, addition))
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, versions)
  return versions
}

const shippedAlone: readonly RateTables[] = [rateTables]

/**
 * Versions by the ids of their releases: an approved release never changes, so neither does what
 * it gives. A few sets occur in one process (a rebase runs with and without pending work).
 */
const kept = new Map<string, readonly RateTables[]>()
const MOST_KEPT = 16

function byApproval(a: RateRelease, b: RateRelease): number {
  const [left, right] = [orderOf(a), orderOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function orderOf({ id, decided }: RateRelease): string {
  return `${decided?.at ?? ''} ${id}`
}

/** A later program may ship what was once a release; its tables then name it. */
function isNotShipped({ addition }: RateRelease): boolean {
  return !rateTables.additions?.some(({ id }) => id === addition.id)
}
