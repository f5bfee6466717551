import { z } from 'zod'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { parsePaymentCode } from '#shared/domain/codes/paymentCode'
import type { PaymentCode } from '#shared/model/paymentCode'
import { paymentCodeEntity } from '#shared/model/paymentCode'
import { IsoDate, Rupiah } from '#shared/model/common'
import { lockBranch, runSystemCommand, systemScope } from '../service/systemCommands'
import type { ServerTx } from '../storage/serverTx'
import type { SqlStorage } from '../storage/sqlStore'
import { uuidv7 } from '../uuid'

/** What the practice bank is told; a form sends texts, a program may send numbers. */
export const BankPayment = z.object({
  code: z
    .string()
    .max(40)
    .transform((text) => text.replace(/[\s.-]/g, '')),
  amount: z.preprocess(readAmount, Rupiah.optional()),
  valueDate: z.preprocess((value) => (value === '' ? undefined : value), IsoDate.optional()),
})
export type BankPayment = z.infer<typeof BankPayment>

export interface Receipt {
  readonly paymentId: string
  readonly code: string
  readonly amount: number
  readonly valueDate: string
}

/** The code as the bank's teller sees it; undefined when there is none. */
export async function findPayable(
  storage: SqlStorage,
  text: string,
  now: number,
): Promise<PaymentCode | undefined> {
  const branchId = parsePaymentCode(text)?.branch
  if (branchId === undefined) return undefined
  return storage.transaction(systemScope(branchId, now), (tx) => findCode(tx, text))
}

/**
 * Pays a code as a bank would report it: the same command that real bank channels use.
 * @throws RuleViolation CODE_NOT_FOUND, CODE_PAID, CODE_CANCELLED, CODE_EXPIRED, WRONG_AMOUNT
 */
export async function payCode(
  storage: SqlStorage,
  payment: BankPayment,
  now: number,
): Promise<Receipt> {
  const { code } = payment
  const today = localDateOfInstant(new Date(now).toISOString())
  const valueDate = payment.valueDate ?? today
  if (valueDate > today) throw new RuleViolation('BAD_ARGUMENTS', { message: 'valueDate' })
  const branchId = parsePaymentCode(code)?.branch
  if (branchId === undefined || !(await findPayable(storage, code, now))) {
    throw new RuleViolation('CODE_NOT_FOUND', { code })
  }
  return storage.transaction(systemScope(branchId, now), async (tx) => {
    await lockBranch(tx, branchId)
    const found = await findCode(tx, code)
    const amount = payment.amount ?? found?.amount ?? 0
    const paymentId = uuidv7(now)
    const args = {
      paymentId,
      code,
      amount,
      valueDate,
      channel: 'BANK LATIHAN',
      bankReference: `LATIHAN-${paymentId.slice(-12)}`,
    }
    await runSystemCommand(tx, { branchId, name: 'payment.record', version: 1, args }, now)
    return { paymentId, code, amount, valueDate }
  })
}

async function findCode(tx: ServerTx, code: string): Promise<PaymentCode | undefined> {
  const [row] = await tx.list('paymentCode', 'code', [code])
  return row && paymentCodeEntity.schema.parse(row)
}

/** `1.250.000` as people type it, or nothing. */
function readAmount(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const digits = value.replace(/[\s.]/g, '')
  if (digits === '') return undefined
  return /^\d{1,15}$/.test(digits) ? Number(digits) : value
}
