import type { Membership } from '#shared/model/membership'
import type { Participant } from '#shared/model/participant'
import { getStore, type Store } from '../database'
import { plainText } from '../searchText'
import { bounded, pageOf, useLive, useLiveList, MAX_HITS, type Page } from './live'
import { decodeRow, findRow } from './rows'
import { searchByTokens, type Hits } from './tokenSearch'

export interface MembershipListing {
  readonly after?: string
  readonly limit?: number
  /** Only names that begin with this. */
  readonly namePrefix?: string
}

/** Workers of an employer in order of name, a page at a time. */
export async function listMemberships(
  employerId: string,
  { after, limit = 50, namePrefix = '' }: MembershipListing = {},
  store: Store = getStore(),
): Promise<Page<Membership>> {
  const size = bounded(limit)
  const prefix = plainText(namePrefix)
  const stored = await store
    .rows('membership')
    .where('[employerId+_byName]')
    .between(
      [employerId, after ?? prefix],
      [employerId, `${prefix}\uffff`],
      after === undefined,
      true,
    )
    .limit(size + 1)
    .toArray()
  return pageOf(stored, size, '_byName', (row) => decodeRow<'membership'>(row))
}

/**
 * Every membership of one employer: the input of a bill. The only list without a limit; its size
 * is the employer's own.
 */
export async function allMemberships(
  employerId: string,
  store: Store = getStore(),
): Promise<Membership[]> {
  const stored = await store.rows('membership').where('employerId').equals(employerId).toArray()
  return stored.map((row) => decodeRow<'membership'>(row))
}

/** An employer's workers; `limit` grows as the person scrolls (≤ 500). */
export function useMemberships(
  employerId: string,
  listing: Pick<MembershipListing, 'limit' | 'namePrefix'> = {},
): Page<Membership> | undefined {
  const { limit, namePrefix } = listing
  return useLiveList(() => listMemberships(employerId, listing), [employerId, limit, namePrefix])
}

/** All workers of an employer, for the preview of a bill. */
export function useAllMemberships(employerId: string): Membership[] | undefined {
  return useLive(() => allMemberships(employerId), [employerId])
}

/** The person with this NIK (16 digits), if this branch knows one. */
export async function findParticipantByNik(
  nik: string,
  store: Store = getStore(),
): Promise<Participant | undefined> {
  const stored = await store.rows('participant').where('nik').equals(nik).first()
  return stored && decodeRow<'participant'>(stored)
}

/** Those of the given NIKs that this branch knows: the duplicate check of a worker list. */
export async function findParticipantsByNik(
  niks: readonly string[],
  store: Store = getStore(),
): Promise<Map<string, Participant>> {
  const stored = await store
    .rows('participant')
    .where('nik')
    .anyOf([...niks])
    .toArray()
  const people = stored.map((row) => decodeRow<'participant'>(row))
  return new Map(people.map((person) => [person.nik, person]))
}

/** Persons by words of the name, KPJ or first digits of the NIK as typed; at most 50. */
export async function searchParticipants(
  typed: string,
  store: Store = getStore(),
): Promise<Hits<Participant>> {
  const digits = typed.replace(/[\s.-]/g, '')
  const { rows, truncated } = /^\d{3,16}$/.test(digits)
    ? await searchByNik(digits, store)
    : await searchByTokens(store.rows('participant'), typed)
  return { rows: rows.map((row) => decodeRow<'participant'>(row)), truncated }
}

async function searchByNik(digits: string, store: Store) {
  const table = store.rows('participant')
  const rows = await table
    .where('nik')
    .startsWith(digits)
    .limit(MAX_HITS + 1)
    .toArray()
  return { rows: rows.slice(0, MAX_HITS), truncated: rows.length > MAX_HITS }
}

export function useParticipantSearch(typed: string): Hits<Participant> | undefined {
  return useLiveList(() => searchParticipants(typed), [typed])
}

/** `null` = there is none; `undefined` = not known yet (or fewer than 16 digits). */
export function useParticipantByNik(nik: string): Participant | null | undefined {
  return useLive(
    async () => (nik.length === 16 ? ((await findParticipantByNik(nik)) ?? null) : null),
    [nik],
  )
}

export function findParticipant(id: string, store?: Store): Promise<Participant | undefined> {
  return findRow('participant', id, store)
}

/** The employers a person works for; bounded by what one person can have. */
export async function listMembershipsOfParticipant(
  participantId: string,
  store: Store = getStore(),
): Promise<Membership[]> {
  const stored = await store
    .rows('membership')
    .where('participantId')
    .equals(participantId)
    .limit(bounded(100))
    .toArray()
  return stored.map((row) => decodeRow<'membership'>(row))
}
