import { z } from 'zod'
import { parsePaymentCode, segmentDigits } from '../../domain/codes/paymentCode'
import type { Bill } from '../../model/bill'
import { Id, IsoDate, Rupiah } from '../../model/common'
import type { NumberLease } from '../../model/numberLease'
import { PaymentCode } from '../../model/paymentCode'
import { matrix } from '../../permissions/matrix'
import { assertStillOwed } from '../bpu/assertStillOwed'
import { defineCommand, type Ctx } from '../definition'
import { tablesInForce } from '../rates/tablesInForce'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import { assertIssueRight } from './assertIssueRight'
import { expireOutdatedCodes, findLiveCode } from './liveCode'
import { quoteCode } from './quote'

/**
 * Issues a payment code with a number from the device's lease. A bill has one live code; the
 * code covers the oldest unpaid bill first, without gaps. While a device holds the right to issue
 * for the employer, nobody else can.
 */
export const issueCode = defineCommand({
  name: 'code.issue',
  version: 1,
  roles: matrix['code.issue'],
  args: z.object({
    codeId: Id,
    code: z.string().regex(/^\d{12}$/),
    leaseId: Id,
    billIds: z.array(z.string()).min(1).max(60),
    expected: z.object({ principal: Rupiah, fine: Rupiah, amount: Rupiah, validUntil: IsoDate }),
    /** Set when the code is handed out before the server knows of it. */
    provisional: PaymentCode.shape.provisional,
  }),
  async handler(tx, args, ctx) {
    const bills = await getPayableBills(tx, args.billIds, ctx)
    await assertOldestFirst(tx, bills, ctx)
    const tables = await tablesInForce(tx)
    await assertStillOwed(tx, tables, bills, ctx)
    const { employerId } = bills[0]!
    const { validUntil } = args.expected
    const { code, provisional } = args
    await assertIssueRight(tx, { employerId, code, validUntil, provisional }, ctx)
    assertSegment(code, bills)
    const lease = await getLease(tx, args.leaseId, args.code, ctx)
    const [sameNumber] = await tx.list('paymentCode', 'code', [args.code])
    if (sameNumber || (await tx.get('paymentCode', args.codeId))) {
      throw new RuleViolation('CODE_TAKEN', { code: args.code })
    }
    const quote = quoteCode(tables, bills, ctx.today)
    const { expected } = args
    if (
      quote.principal !== expected.principal ||
      quote.fine !== expected.fine ||
      quote.amount !== expected.amount ||
      quote.validUntil !== expected.validUntil
    ) {
      throw new RuleViolation('AMOUNT_CHANGED', {
        expected: expected.amount,
        actual: quote.amount,
        expectedValidUntil: expected.validUntil,
        actualValidUntil: quote.validUntil,
      })
    }
    const billIds = quote.parts.map(({ billId }) => billId)
    await tx.put('paymentCode', {
      id: args.codeId,
      branchId: ctx.branchId,
      code: args.code,
      leaseId: lease.id,
      employerId,
      billIds,
      liveBillIds: billIds,
      ...quote,
      ...(provisional && { provisional }),
      status: 'ACTIVE',
      issued: stampOf(ctx),
    })
    for (const bill of bills) await tx.put('bill', { ...bill, status: 'CODE_ISSUED' })
    const { serial } = parsedCode(args.code)
    await tx.put('numberLease', { ...lease, next: Math.max(lease.next, serial + 1) })
  },
})

async function getPayableBills(tx: Tx, billIds: readonly string[], ctx: Ctx): Promise<Bill[]> {
  const bills: Bill[] = []
  for (const billId of new Set(billIds)) {
    await expireOutdatedCodes(tx, billId, ctx)
    const bill = await tx.get('bill', billId)
    if (!bill) throw new RuleViolation('BILL_NOT_FOUND', { billId })
    if (bill.status === 'CANCELLED' || bill.status === 'SUPERSEDED') {
      throw new RuleViolation('BILL_CANCELLED', { period: bill.period })
    }
    if (bill.status === 'PAID') {
      throw new RuleViolation('BILL_PAID', {
        period: bill.period,
        settledOn: bill.settledOn ?? null,
      })
    }
    const code = await findLiveCode(tx, billId)
    if (code) {
      throw new RuleViolation('HAS_LIVE_CODE', {
        code: code.code,
        validUntil: code.validUntil,
        issuedBy: code.issued.name,
        period: bill.period,
      })
    }
    bills.push(bill)
  }
  return bills
}

/** Money settles the oldest month first, so a code may not leave an older month out. */
async function assertOldestFirst(tx: Tx, bills: readonly Bill[], ctx: Ctx): Promise<void> {
  const [first] = bills
  if (!first) return
  if (bills.some((bill) => bill.employerId !== first.employerId)) {
    throw new RuleViolation('BAD_ARGUMENTS', { message: 'bills of different employers' })
  }
  const chosen = new Set(bills.map(({ id }) => id))
  const newest = bills.map(({ period }) => period).reduce((a, b) => (a > b ? a : b))
  for (const bill of await tx.list('bill', 'employerId', [first.employerId])) {
    if (bill.period >= newest || chosen.has(bill.id)) continue
    if (await isWithoutCode(tx, bill, ctx)) {
      throw new RuleViolation('OLDER_BILL_UNPAID', { period: bill.period, total: bill.total })
    }
  }
}

/** Unpaid, and no code under which it could be paid now. */
async function isWithoutCode(tx: Tx, bill: Bill, ctx: Ctx): Promise<boolean> {
  if (bill.status === 'FINALIZED' || bill.status === 'PARTIALLY_PAID') return true
  if (bill.status !== 'CODE_ISSUED') return false
  const code = await findLiveCode(tx, bill.id)
  return code === undefined || code.validUntil < ctx.today
}

/** The first digit of a code tells the bank which kind of payer it is. */
function assertSegment(code: string, bills: readonly Bill[]): void {
  const [first] = bills
  if (first && code.startsWith(segmentDigits[first.segment])) return
  throw new RuleViolation('BAD_ARGUMENTS', { message: 'segment digit of the code' })
}

async function getLease(tx: Tx, leaseId: string, code: string, ctx: Ctx): Promise<NumberLease> {
  const lease = await tx.get('numberLease', leaseId)
  const { serial, branch } = parsedCode(code)
  const fits =
    lease?.kind === 'PAYMENT_CODE' &&
    lease.deviceId === ctx.deviceId &&
    branch === ctx.branchId &&
    serial >= lease.next &&
    serial <= lease.to
  if (!fits) throw new RuleViolation('CODE_NOT_LEASED', { code })
  return lease
}

function parsedCode(code: string): { serial: number; branch: string } {
  const parts = parsePaymentCode(code)
  if (!parts) throw new RuleViolation('BAD_ARGUMENTS', { message: 'check digit of the code' })
  return { serial: Number(parts.serial), branch: parts.branch }
}
