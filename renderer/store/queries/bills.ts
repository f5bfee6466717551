import { Dexie } from 'dexie'
import { billIdOf, type Bill, type BillLine, type BillPage } from '#shared/model/bill'
import type { Payment } from '#shared/model/payment'
import { getStore, type Store } from '../database'
import { bounded, pageOf, useLive, useLiveList, type Page } from './live'
import { decodeRow, findRow } from './rows'

/** Bills of an employer, the newest month first; ten years fit. */
export async function listBillsOfEmployer(
  employerId: string,
  limit = 120,
  store: Store = getStore(),
): Promise<Bill[]> {
  const stored = await store
    .rows('bill')
    .where('[employerId+period]')
    .between([employerId, Dexie.minKey], [employerId, Dexie.maxKey])
    .reverse()
    .limit(bounded(limit))
    .toArray()
  return stored.map((row) => decodeRow<'bill'>(row))
}

export function useBillsOfEmployer(employerId: string): Bill[] | undefined {
  return useLive(() => listBillsOfEmployer(employerId), [employerId])
}

export function findBill(id: string, store?: Store): Promise<Bill | undefined> {
  return findRow('bill', id, store)
}

/** The month's bill that was not cancelled, if there is one. */
export function findLiveBill(
  employerId: string,
  period: string,
  store?: Store,
): Promise<Bill | undefined> {
  return findBillByKey(billIdOf(employerId, period), store)
}

/** The bill that stands under this key, if there is one. */
export async function findBillByKey(
  liveKey: string,
  store: Store = getStore(),
): Promise<Bill | undefined> {
  const stored = await store.rows('bill').where('liveKey').equals(liveKey).first()
  return stored && decodeRow<'bill'>(stored)
}

/** `null` = there is none; `undefined` = not known yet. */
export function useBill(id: string): Bill | null | undefined {
  return useLive(async () => (await findBill(id)) ?? null, [id])
}

export async function findBills(
  ids: readonly string[],
  store: Store = getStore(),
): Promise<Bill[]> {
  const stored = await store.rows('bill').bulkGet([...ids])
  return stored.flatMap((row) => (row ? [decodeRow<'bill'>(row)] : []))
}

/** The worker lines of a finalised bill, in the order of its pages. */
export async function listBillLines(
  billId: string,
  store: Store = getStore(),
): Promise<BillLine[]> {
  const stored = await store.rows('billPage').where('billId').equals(billId).toArray()
  const pages: BillPage[] = stored.map((row) => decodeRow<'billPage'>(row))
  return pages.sort((a, b) => a.page - b.page).flatMap(({ lines }) => lines)
}

export function useBillLines(billId: string): BillLine[] | undefined {
  return useLive(() => listBillLines(billId), [billId])
}

/**
 * Unpaid bills whose due date lies before `today`, the oldest first, a page at a time. Their
 * number and sum come from `branchFigures`, which counts nothing.
 */
export async function listOverdueBills(
  today: string,
  { after = '', limit = 50 }: { after?: string; limit?: number } = {},
  store: Store = getStore(),
): Promise<Page<Bill>> {
  const size = bounded(limit)
  const stored = await store
    .rows('bill')
    .where('_openDue')
    .between(after, today, false, false)
    .limit(size + 1)
    .toArray()
  return pageOf(stored, size, '_openDue', (row) => decodeRow<'bill'>(row))
}

export function useOverdueBills(today: string, limit = 50): Page<Bill> | undefined {
  return useLiveList(() => listOverdueBills(today, { limit }), [today, limit])
}

/** Money received from an employer, the latest first. */
export async function listPaymentsOfEmployer(
  employerId: string,
  limit = 50,
  store: Store = getStore(),
): Promise<Payment[]> {
  const stored = await store
    .rows('payment')
    .where('employerId')
    .equals(employerId)
    .reverse()
    .limit(bounded(limit))
    .toArray()
  return stored.map((row) => decodeRow<'payment'>(row))
}

export function usePaymentsOfEmployer(employerId: string): Payment[] | undefined {
  return useLive(() => listPaymentsOfEmployer(employerId), [employerId])
}
