import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRealDate } from '#shared/domain/calendar/localDate'
import { birthDateOfNik, maskNik, parseNik, validateNik } from '#shared/domain/identity/nik'

const codes = (text: string, form = {}) => validateNik(text, form).findings.map((one) => one.code)
/** Numbers of district 351699, which does not exist: they belong to nobody. */
const nik = (rest: string) => `351699${rest}`

describe('[I-1] the structure of a NIK', () => {
  test('every real day of both centuries and sexes is accepted and read back', () => {
    const two = (n: number) => String(n).padStart(2, '0')
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        fc.constantFrom('M' as const, 'F' as const),
        fc.integer({ min: 1, max: 9_999 }),
        (year, month, day, sex, serial) => {
          const date = `${year}-${two(month)}-${two(day)}`
          fc.pre(isRealDate(date))
          const dayField = two(sex === 'F' ? day + 40 : day)
          const yy = year % 100
          const text = nik(`${dayField}${two(month)}${two(yy)}${String(serial).padStart(4, '0')}`)
          const { value, findings } = parseNik(text)
          expect(findings).toEqual([])
          expect(value).toMatchObject({ day, month, yy, sex, province: '35', district: '351699' })
          expect(codes(text, { birthDate: date, sex })).toEqual([])
        },
      ),
    )
  })

  test.each([
    ['351699450895000', 'NIK_FORMAT'],
    ['35169945089500031', 'NIK_FORMAT'],
    ['351699450895000O', 'NIK_FORMAT'],
    ['', 'NIK_FORMAT'],
    ['9916994508950003', 'NIK_PROVINCE'],
    [nik('0008950003'), 'NIK_BIRTH_DATE'],
    [nik('4008950003'), 'NIK_BIRTH_DATE'],
    [nik('7208950003'), 'NIK_BIRTH_DATE'],
    [nik('0513950003'), 'NIK_BIRTH_DATE'],
    [nik('3002960003'), 'NIK_BIRTH_DATE'],
    [nik('2902970003'), 'NIK_BIRTH_DATE'],
    [nik('4508950000'), 'NIK_SERIAL'],
    ['1111111111111111', 'NIK_SUSPICIOUS'],
    ['1234567890123456', 'NIK_SUSPICIOUS'],
  ] as const)('%j is found to be %s', (text, code) => {
    expect(codes(text)).toContain(code)
  })

  test('29 February 2000 exists although 1900 had none', () => {
    expect(codes(nik('2902000003'), { birthDate: '2000-02-29' })).toEqual([])
  })

  test('separators of spreadsheets and forms do not matter, text stays text', () => {
    expect(validateNik("'3516.9945 0895-0003").value).toBe('3516994508950003')
    expect(validateNik('３５１６９９４５０８９５０００３').value).toBe('3516994508950003')
    expect(validateNik('3.516994508950003E+15').value).toBeUndefined()
  })
})

describe('[I-3] a NIK that disagrees with the form is a warning, not an error', () => {
  const woman = nik('4508950003')

  test('birth date and sex', () => {
    expect(codes(woman, { birthDate: '1995-08-05', sex: 'F' })).toEqual([])
    expect(codes(woman, { birthDate: '1995-08-06', sex: 'M' })).toEqual([
      'NIK_MISMATCH_BIRTHDATE',
      'NIK_MISMATCH_SEX',
    ])
    expect(codes(woman, { birthDate: '2095-08-05' })).toEqual([])
    expect(validateNik(woman, { sex: 'M' }).value).toBe(woman)
  })

  test('the century comes from the form, else from the age', () => {
    const parts = parseNik(nik('0508100003')).value
    if (parts === undefined) throw new Error('a valid number was refused')
    expect(birthDateOfNik(parts, '2026-11-22')).toBe('2010-08-05')
    expect(birthDateOfNik(parts, '2024-11-22')).toBe('1910-08-05')
    expect(birthDateOfNik(parts, '2024-11-22', '2010-08-05')).toBe('2010-08-05')
    expect(birthDateOfNik(parts, '2026-11-22', '1999-01-01')).toBe('2010-08-05')
  })

  test('[I-4] in lists it is masked', () => {
    expect(maskNik(woman)).toBe('3516••••••••0003')
    expect(maskNik('broken 3516994508950003')).not.toContain('3516')
  })
})
