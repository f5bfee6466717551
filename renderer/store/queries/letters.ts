import type { Letter } from '#shared/model/letter'
import { getStore, type Store } from '../database'
import { bounded, useLive } from './live'
import { decodeRow, findRow } from './rows'

/** Letters to an employer, the latest first. */
export async function listLettersOfEmployer(
  employerId: string,
  limit = 50,
  store: Store = getStore(),
): Promise<Letter[]> {
  const stored = await store
    .rows('letter')
    .where('employerId')
    .equals(employerId)
    .reverse()
    .limit(bounded(limit))
    .toArray()
  return stored.map((row) => decodeRow<'letter'>(row))
}

export function useLettersOfEmployer(employerId: string): Letter[] | undefined {
  return useLive(() => listLettersOfEmployer(employerId), [employerId])
}

/** Papers made for a code. */
export async function listLettersOfCode(
  paymentCodeId: string,
  store: Store = getStore(),
): Promise<Letter[]> {
  const stored = await store
    .rows('letter')
    .where('paymentCodeId')
    .equals(paymentCodeId)
    .limit(bounded(50))
    .toArray()
  return stored.map((row) => decodeRow<'letter'>(row))
}

export function useLettersOfCode(paymentCodeId: string): Letter[] | undefined {
  return useLive(() => listLettersOfCode(paymentCodeId), [paymentCodeId])
}

export function findLetter(id: string, store?: Store): Promise<Letter | undefined> {
  return findRow('letter', id, store)
}

/** `null` = there is none; `undefined` = not known yet. */
export function useLetter(id: string): Letter | null | undefined {
  return useLive(async () => (await findLetter(id)) ?? null, [id])
}
