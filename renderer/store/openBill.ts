import type { BillStatus } from '#shared/model/bill'

const OPEN: readonly BillStatus[] = ['FINALIZED', 'CODE_ISSUED', 'PARTIALLY_PAID']

/** True while money is still owed on a bill of this status. */
export function isOpenBill(status: string | undefined): boolean {
  return OPEN.some((open) => open === status)
}
