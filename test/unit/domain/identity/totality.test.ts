import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Checked, findingCodes, hasErrors, severityOf } from '#shared/domain/findings'
import { normaliseBankAccount, validateBankAccount } from '#shared/domain/identity/bankAccount'
import { normaliseEmail, validateEmail } from '#shared/domain/identity/email'
import { normaliseFamilyCard, validateFamilyCard } from '#shared/domain/identity/familyCard'
import { normaliseJknNumber, validateJknNumber } from '#shared/domain/identity/jknNumber'
import { normaliseKpj, validateKpj } from '#shared/domain/identity/kpj'
import { normaliseLegalName, validateLegalName } from '#shared/domain/identity/legalName'
import { normaliseNib, validateNib } from '#shared/domain/identity/nib'
import { normaliseNik, validateNik } from '#shared/domain/identity/nik'
import {
  normaliseDivision,
  normaliseNpp,
  validateDivision,
  validateNpp,
} from '#shared/domain/identity/npp'
import { normaliseNpwp, validateNpwp } from '#shared/domain/identity/npwp'
import {
  comparableName,
  normalisePersonName,
  validatePersonName,
} from '#shared/domain/identity/personName'
import { normalisePhone, validatePhone } from '#shared/domain/identity/phone'
import { normalisePostcode, validatePostcode } from '#shared/domain/identity/postcode'

const fields: ReadonlyArray<
  readonly [string, (text: string) => string, (text: string) => Checked<string>]
> = [
  ['nik', normaliseNik, (text) => validateNik(text)],
  ['familyCard', normaliseFamilyCard, (text) => validateFamilyCard(text)],
  ['npwp', normaliseNpwp, (text) => validateNpwp(text)],
  ['npp', normaliseNpp, (text) => validateNpp(text)],
  ['division', normaliseDivision, (text) => validateDivision(text)],
  ['kpj', normaliseKpj, validateKpj],
  ['nib', normaliseNib, validateNib],
  ['jknNumber', normaliseJknNumber, validateJknNumber],
  ['postcode', normalisePostcode, validatePostcode],
  ['phone', normalisePhone, (text) => validatePhone(text)],
  ['email', normaliseEmail, validateEmail],
  ['bankAccount', normaliseBankAccount, (text) => validateBankAccount(text)],
  ['personName', normalisePersonName, validatePersonName],
  ['legalName', normaliseLegalName, validateLegalName],
]

/** Digits with the separators, signs and letters that occur in real lists, and any text at all. */
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(...'0123456789', ' ', '.', '-', '+', '(', ')', '0'),
    maxLength: 30,
  }),
  fc.string({
    unit: fc.constantFrom(...'0862+()- ', '(0)', 'a', 'E', '\u0301', '\u200b', '´', 'ß'),
    maxLength: 20,
  }),
)

describe.each(fields)('[I-2] %s', (_, normalise, validate) => {
  test('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const once = normalise(text)
        expect(normalise(once)).toBe(once)
      }),
      { numRuns: 400 },
    )
  })

  test('any text gets an answer, and the answer is consistent', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { value, findings } = validate(text)
        expect(value === undefined).toBe(hasErrors(findings))
        if (value !== undefined) {
          expect(value).toBe(normalise(text))
          expect(validate(value).value).toBe(value)
        }
        for (const one of findings) {
          expect(findingCodes).toContain(one.code)
          expect(one.severity).toBe(severityOf(one.code))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('empty and very long texts are answered, not tried in all ways there are', () => {
    for (const text of ['', ' ', 'A. '.repeat(50_000), '0'.repeat(200_000), '(0)'.repeat(20_000)]) {
      expect(validate(text).findings).toBeDefined()
    }
  }, 30_000)
})

test('[I-2] comparing names is idempotent too', () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(comparableName(comparableName(text))).toBe(comparableName(text))
    }),
  )
})
