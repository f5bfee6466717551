import { Dexie } from 'dexie'
import type { PaymentCode } from '#shared/model/paymentCode'
import { getStore, type Store } from '../database'
import { bounded, useLive } from './live'
import { decodeRow, findRow } from './rows'

/** Codes of an employer, the latest first, whatever became of them. */
export async function listCodesOfEmployer(
  employerId: string,
  limit = 50,
  store: Store = getStore(),
): Promise<PaymentCode[]> {
  const stored = await store
    .rows('paymentCode')
    .where('employerId')
    .equals(employerId)
    .reverse()
    .limit(bounded(limit))
    .toArray()
  return stored.map((row) => decodeRow<'paymentCode'>(row))
}

export function useCodesOfEmployer(employerId: string): PaymentCode[] | undefined {
  return useLive(() => listCodesOfEmployer(employerId), [employerId])
}

/** Every code that a bill ever had, the latest first. */
export async function listCodesOfBill(
  billId: string,
  store: Store = getStore(),
): Promise<PaymentCode[]> {
  const stored = await store
    .rows('paymentCode')
    .where('billIds')
    .equals(billId)
    .reverse()
    .limit(bounded(50))
    .toArray()
  return stored.map((row) => decodeRow<'paymentCode'>(row))
}

export function useCodesOfBill(billId: string): PaymentCode[] | undefined {
  return useLive(() => listCodesOfBill(billId), [billId])
}

export function findCode(id: string, store?: Store): Promise<PaymentCode | undefined> {
  return findRow('paymentCode', id, store)
}

/** `null` = there is none; `undefined` = not known yet. */
export function useCode(id: string): PaymentCode | null | undefined {
  return useLive(async () => (await findCode(id)) ?? null, [id])
}

/** Codes that can be paid today, the next to expire first. */
export async function listLivingCodes(
  today: string,
  limit = 50,
  store: Store = getStore(),
): Promise<PaymentCode[]> {
  const stored = await store
    .rows('paymentCode')
    .where('[status+validUntil]')
    .between(['ACTIVE', today], ['ACTIVE', Dexie.maxKey])
    .limit(bounded(limit))
    .toArray()
  return stored.map((row) => decodeRow<'paymentCode'>(row))
}

export function useLivingCodes(today: string, limit = 50): PaymentCode[] | undefined {
  return useLive(() => listLivingCodes(today, limit), [today, limit])
}

/**
 * Whether the server has confirmed the row as it stands here: false while a pending command has
 * touched it. Paper and screen then say "sementara".
 */
export async function isConfirmed(
  entity: string,
  id: string,
  store: Store = getStore(),
): Promise<boolean> {
  return (await store.shadow.get([entity, id])) === undefined
}

export function useIsConfirmed(entity: string, id: string): boolean | undefined {
  return useLive(() => isConfirmed(entity, id), [entity, id])
}

/** The code with these 12 digits, whatever became of it. */
export async function findCodeByNumber(
  code: string,
  store: Store = getStore(),
): Promise<PaymentCode | undefined> {
  const stored = await store.rows('paymentCode').where('code').equals(code).first()
  return stored && decodeRow<'paymentCode'>(stored)
}
