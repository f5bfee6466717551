import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isHeadOffice,
  nitkuOf,
  normaliseNpwp,
  parseNpwp,
  validateNpwp,
} from '#shared/domain/identity/npwp'
import { normaliseNik, parseNik, validateNik } from '#shared/domain/identity/nik'
import { normalisePhone, validatePhone } from '#shared/domain/identity/phone'

/** Anything at all, and much that nearly is a number. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'0123456789', ...' .-+()/', '(0)', '٣', '３', '\u200b'),
    maxLength: 40,
  }),
  fc
    .tuple(
      fc.constantFrom('', '+', '0', '62', '+62', '0062', '+62 (0)'),
      fc.string({ unit: fc.constantFrom(...'0123456789 -'), maxLength: 24 }),
    )
    .map((parts) => parts.join('')),
)

describe.each([
  ['NIK', normaliseNik, (text: string) => validateNik(text, { birthDate: '1990-01-01', sex: 'F' })],
  ['NPWP', normaliseNpwp, (text: string) => validateNpwp(text, { organisation: true })],
  ['telephone', normalisePhone, (text: string) => validatePhone(text, { mobileOnly: true })],
] as const)('[I-11] %s', (_, normalise, validate) => {
  test('answers any text, and normalising twice is normalising once', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const once = normalise(text)
        expect(normalise(once)).toBe(once)
        const { value } = validate(text)
        if (value !== undefined) expect(value).toBe(once)
        expect(validate(once)).toEqual(validate(text))
      }),
      { numRuns: 10_000 },
    )
  })
})

test('[I-11] a NIK put together from parts comes apart into the same parts', () => {
  const two = (n: number) => String(n).padStart(2, '0')
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9999 }),
      (date, female, serial) => {
        const [year, month, day] = [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]
        const nik = `351699${two(day + (female ? 40 : 0))}${two(month)}${two(year % 100)}${String(serial).padStart(4, '0')}`
        expect(parseNik(nik).value).toMatchObject({
          day,
          month,
          yy: year % 100,
          sex: female ? 'F' : 'M',
          regency: '3516',
        })
        const birthDate = date.toISOString().slice(0, 10)
        expect(validateNik(nik, { birthDate, sex: female ? 'F' : 'M' }).findings).toEqual([])
      },
    ),
    { numRuns: 10_000 },
  )
})

test('[I-10] 22 digits name a branch; 000000 and 16 digits are the head office', () => {
  const parts = (text: string) => {
    const { value } = parseNpwp(text)
    if (value === undefined) throw new Error(text)
    return value
  }
  const branch = parts('0012345674901000000123')
  expect(branch).toMatchObject({ npwp: '0012345674901000', branch: '000123' })
  expect([isHeadOffice(branch), nitkuOf(branch)]).toEqual([false, '0012345674901000000123'])
  for (const text of ['01.234.567.4-901.000', '0012345674901000000000']) {
    expect([isHeadOffice(parts(text)), nitkuOf(parts(text))]).toEqual([
      true,
      '0012345674901000000000',
    ])
  }
})
