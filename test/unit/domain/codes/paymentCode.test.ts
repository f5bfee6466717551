import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeValidity, codeValidityForBills } from '#shared/domain/codes/codeValidity'
import { hasLuhnCheckDigit, luhnCheckDigit } from '#shared/domain/codes/luhn'
import {
  composePaymentCode,
  formatPaymentCode,
  isPaymentCode,
  parsePaymentCode,
  PaymentCode,
} from '#shared/domain/codes/paymentCode'
import { rateTables } from '#shared/reference/tables'

const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'))
const parts = fc.record({
  segmentDigit: fc.constantFrom('1', '2', '3', '4'),
  branch: digits(3),
  serial: digits(7),
})

describe('[C-1] a payment code is 12 digits with a check digit', () => {
  test('what is composed can be read back, grouped or not', () => {
    fc.assert(
      fc.property(parts, (p) => {
        const code = composePaymentCode(p)
        expect(code).toMatch(/^\d{12}$/)
        expect(isPaymentCode(code)).toBe(true)
        expect(parsePaymentCode(code)).toMatchObject(p)
        expect(parsePaymentCode(formatPaymentCode(code))).toEqual(parsePaymentCode(code))
      }),
    )
  })

  test('any one wrong digit is noticed', () => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (p, at, by) => {
          const code = composePaymentCode(p)
          const wrong = `${code.slice(0, at)}${(Number(code[at]) + by) % 10}${code.slice(at + 1)}`
          expect(isPaymentCode(wrong)).toBe(false)
        },
      ),
    )
  })

  test('known Luhn numbers', () => {
    expect(luhnCheckDigit('7992739871')).toBe('3')
    expect(hasLuhnCheckDigit('79927398713')).toBe(true)
    expect(hasLuhnCheckDigit('79927398710')).toBe(false)
    expect(hasLuhnCheckDigit('')).toBe(false)
  })

  test('shown in groups of four, other text unchanged', () => {
    expect(formatPaymentCode('151600001235')).toBe('1516 0000 1235')
    expect(formatPaymentCode('BRIVA-1')).toBe('BRIVA-1')
  })

  test('wrong parts are refused, wrong texts are no codes', () => {
    const good = { segmentDigit: '1', branch: '516', serial: '0000123' }
    expect(() => composePaymentCode({ ...good, segmentDigit: '5' })).toThrow(RangeError)
    expect(() => composePaymentCode({ ...good, branch: '51' })).toThrow(RangeError)
    expect(() => composePaymentCode({ ...good, serial: '123' })).toThrow(RangeError)
    // Segment 5 with a right check digit is still none of ours.
    expect(isPaymentCode(`51600000123${luhnCheckDigit('51600000123')}`)).toBe(false)
    expect(PaymentCode.safeParse('1516 0000 1235').success).toBe(false)
    fc.assert(
      fc.property(fc.string(), (text) => parsePaymentCode(text) === undefined || /\d/.test(text)),
    )
  })
})

describe('[C-3] a code dies before its amount changes', () => {
  const pu = (period: string, issuedOn: string) =>
    codeValidity(rateTables, { segment: 'PU', period, issuedOn }).validUntil

  test('in time, on the due day, and after each step of the fine', () => {
    expect(pu('2026-07', '2026-08-18')).toBe('2026-08-18')
    expect(pu('2026-07', '2026-08-19')).toBe('2026-09-15')
    expect(pu('2026-07', '2026-09-15')).toBe('2026-09-15')
    expect(pu('2026-07', '2026-09-16')).toBe('2026-10-15')
  })

  test('without a fine it lives to the end of the month of issue', () => {
    const question = { segment: 'BPU', period: '2026-02', issuedOn: '2026-02-10' } as const
    expect(codeValidity(rateTables, question).validUntil).toBe('2026-02-28')
  })

  test('[C-4] over several bills the earliest end counts', () => {
    const bills = (['2026-05', '2026-06', '2026-07'] as const).map((period) => ({
      segment: 'PU' as const,
      period,
    }))
    expect(codeValidityForBills(rateTables, { bills, issuedOn: '2026-08-17' }).validUntil).toBe(
      '2026-08-18',
    )
    expect(codeValidityForBills(rateTables, { bills, issuedOn: '2026-08-12' }).validUntil).toBe(
      '2026-08-15',
    )
    expect(() => codeValidityForBills(rateTables, { bills: [], issuedOn: '2026-08-12' })).toThrow(
      RangeError,
    )
  })
})
