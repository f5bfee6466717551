import { z } from 'zod'
import { LocalDate } from '#shared/domain/calendar/localDate'
import { composePaymentCode, parsePaymentCode } from '#shared/domain/codes/paymentCode'
import type { Checked } from '#shared/domain/findings'
import { validateBankAccount } from '#shared/domain/identity/bankAccount'
import { validateEmail } from '#shared/domain/identity/email'
import { validateFamilyCard } from '#shared/domain/identity/familyCard'
import { validateKpj } from '#shared/domain/identity/kpj'
import { validateNib } from '#shared/domain/identity/nib'
import { parseNik, validateNik } from '#shared/domain/identity/nik'
import { validateNpp } from '#shared/domain/identity/npp'
import { parseNpwp, validateNpwp } from '#shared/domain/identity/npwp'
import { isMobilePhone, validatePhone } from '#shared/domain/identity/phone'
import { validatePostcode } from '#shared/domain/identity/postcode'
import { formatRupiah, Rupiah } from '#shared/domain/money'
import { Sex } from '#shared/domain/programmes'
import { terbilang } from '#shared/domain/terbilang'
import { type Answer, type Evaluator, shape } from './shape'

const text = z.string()

/** Identity numbers, telephone numbers, payment codes. */
export const identity: readonly Evaluator[] = [
  shape({ nik: text, birthDate: LocalDate.optional(), sex: Sex.optional() }, (_, input) => {
    const { nik, ...form } = input
    return { ...parseNik(nik).value, ...checkAnswer('NIK_', validateNik(nik, form)) }
  }),
  shape({ phone: text }, (_, { phone }) => {
    const { value, ...rest } = checkAnswer('PHONE_', validatePhone(phone))
    return { ...rest, e164: value, mobile: typeof value === 'string' && isMobilePhone(value) }
  }),
  shape(
    { paymentCodeParts: z.strictObject({ segmentDigit: text, branch: text, serial: text }) },
    (_, { paymentCodeParts }) => {
      const paymentCode = composePaymentCode(paymentCodeParts)
      return { paymentCode, length: paymentCode.length }
    },
  ),
  shape({ paymentCode: text }, (_, { paymentCode }) => {
    const parts = parsePaymentCode(paymentCode)
    return { valid: parts !== undefined, ...parts }
  }),
  shape({ npwp: text, organisation: z.boolean().optional() }, (_, { npwp, organisation }) => ({
    ...parseNpwp(npwp).value,
    ...checkAnswer('NPWP_', validateNpwp(npwp, { organisation: organisation ?? false })),
  })),
  shape({ kk: text, nik: text.optional() }, (_, { kk, nik }) =>
    checkAnswer('FAMILY_CARD_', validateFamilyCard(kk, { nik })),
  ),
  shape({ kpj: text }, (_, { kpj }) => checkAnswer('KPJ_', validateKpj(kpj))),
  shape({ npp: text }, (_, { npp }) => checkAnswer('NPP_', validateNpp(npp))),
  shape({ nib: text }, (_, { nib }) => checkAnswer('NIB_', validateNib(nib))),
  shape({ email: text }, (_, { email }) => checkAnswer('EMAIL_', validateEmail(email))),
  shape({ postcode: text }, (_, { postcode }) =>
    checkAnswer('POSTCODE_', validatePostcode(postcode)),
  ),
  shape({ bankAccount: text, bankName: text.optional() }, (_, { bankAccount, bankName }) =>
    checkAnswer('BANK_ACCOUNT_', validateBankAccount(bankAccount, { bankName })),
  ),
]

/** Amounts in words and in figures. */
export const format: readonly Evaluator[] = [
  shape({ amount: Rupiah }, (_, { amount }) => ({
    terbilang: terbilang(amount),
    rupiah: formatRupiah(amount),
  })),
]

/** Findings by their names without the field's prefix: the first error, and all warnings. */
function checkAnswer(prefix: string, { value, findings }: Checked<string>): Answer {
  const names = (severity: 'ERROR' | 'WARNING') =>
    findings
      .filter((one) => one.severity === severity)
      .map((one) => one.code.replace(new RegExp(`^${prefix}`), ''))
  return {
    valid: value !== undefined,
    value: value ?? null,
    error: names('ERROR')[0] ?? null,
    warnings: names('WARNING'),
  }
}
