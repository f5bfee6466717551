import { describe, expect, test } from 'vitest'
import type { Checked } from '#shared/domain/findings'
import { validateBankAccount } from '#shared/domain/identity/bankAccount'
import { validateEmail } from '#shared/domain/identity/email'
import { validateFamilyCard } from '#shared/domain/identity/familyCard'
import { validateKpj } from '#shared/domain/identity/kpj'
import { validateNib } from '#shared/domain/identity/nib'
import { validateDivision, validateNpp } from '#shared/domain/identity/npp'
import { formatNpwp, parseNpwp, validateNpwp } from '#shared/domain/identity/npwp'
import { formatPhone, validatePhone } from '#shared/domain/identity/phone'
import { validatePostcode } from '#shared/domain/identity/postcode'

const codes = (result: Checked<unknown>) => result.findings.map((one) => one.code)

describe('[I-5] NPWP of 15, 16 and 22 digits', () => {
  test('the old form gets a leading zero, a branch number is kept', () => {
    expect(validateNpwp('01.234.567.4-901.000').value).toBe('0012345674901000')
    expect(parseNpwp('0012345674901000000001').value).toEqual({
      npwp: '0012345674901000',
      branch: '000001',
      organisationForm: true,
    })
  })

  test('a wrong check digit is a warning', () => {
    expect(codes(validateNpwp('01.234.567.4-901.000'))).toEqual([])
    expect(codes(validateNpwp('01.234.567.5-901.000'))).toEqual(['NPWP_CHECK_DIGIT'])
  })

  test('an organisation must not use a person’s number; a person’s number is a NIK', () => {
    const person = '3516994508950003'
    expect(codes(validateNpwp(person))).toEqual([])
    expect(codes(validateNpwp(person, { organisation: true }))).toEqual(['NPWP_NOT_ORGANISATION'])
    expect(codes(validateNpwp('3516997208950003'))).toEqual(['NPWP_NIK_STRUCTURE'])
  })

  test.each(['', '123', '01234567490100', '00123456749010000', 'abc'])('refuses %j', (text) => {
    expect(codes(validateNpwp(text))).toEqual(['NPWP_FORMAT'])
  })

  test('is shown grouped', () => {
    expect(formatNpwp('0012345674901000')).toBe('01.234.567.4-901.000')
    expect(formatNpwp('3516994508950003')).toBe('3516 9945 0895 0003')
    expect(formatNpwp('?')).toBe('?')
  })
})

describe('[I-6] telephone numbers become international', () => {
  test.each([
    ['0812-3456-7890', '+6281234567890'],
    ['+62 (0)812 3456 7890', '+6281234567890'],
    ['+62 0812 3456 7890', '+6281234567890'],
    ['0062 812 3456 7890', '+6281234567890'],
    ['(+62) 812.3456.7890', '+6281234567890'],
    ['(0321) 321456', '+62321321456'],
    ['0812345678', '+62812345678'],
  ])('%s is %s', (text, e164) => {
    expect(validatePhone(text)).toEqual({ value: e164, findings: [] })
  })

  test.each(['', '0812', '12345', '0812 3456 7890 ext 5', '081234567890/081234567891', '+628123'])(
    '%j is no number',
    (text) => {
      expect(codes(validatePhone(text))).toContain('PHONE_FORMAT')
    },
  )

  test('messages need a mobile number; foreign numbers are pointed out', () => {
    expect(codes(validatePhone('0321 321456', { mobileOnly: true }))).toEqual(['PHONE_NOT_MOBILE'])
    expect(codes(validatePhone('+65 6123 4567'))).toEqual(['PHONE_FOREIGN'])
  })

  test('is shown the way people say it', () => {
    expect(formatPhone('+6281234567890')).toBe('0812-3456-7890')
    expect(formatPhone('+62321321456')).toBe('+62321321456')
  })
})

describe('[I-7] other numbers', () => {
  test('a family card has no 40 for women and is not the NIK', () => {
    expect(codes(validateFamilyCard('3516990508150003'))).toEqual([])
    expect(codes(validateFamilyCard('3516994508150003'))).toEqual(['FAMILY_CARD_STRUCTURE'])
    expect(codes(validateFamilyCard('3516990508150003', { nik: '35169905.08150003' }))).toEqual([
      'FAMILY_CARD_EQUALS_NIK',
    ])
    expect(codes(validateFamilyCard('351699'))).toEqual(['FAMILY_CARD_FORMAT'])
  })

  test('KPJ: eleven digits, letters are pointed out, zeros stay', () => {
    expect(validateKpj('00 123456789')).toEqual({ value: '00123456789', findings: [] })
    expect(codes(validateKpj('96j80012345'))).toEqual(['KPJ_LETTERS'])
    expect(codes(validateKpj('0012345678'))).toEqual(['KPJ_FORMAT'])
  })

  test('NPP and division follow the branch’s pattern', () => {
    expect(validateNpp('jj 012345').value).toBe('JJ012345')
    expect(codes(validateNpp('JJ01234'))).toEqual(['NPP_FORMAT'])
    // A pattern with memory must give the same answer every time.
    const remembering = /^\d{4}$/g
    expect([1, 2, 3].map(() => validateNpp('1234', remembering).value)).toEqual([
      '1234',
      '1234',
      '1234',
    ])
    expect(validateDivision('').value).toBe('000')
    expect(codes(validateDivision('1'))).toEqual(['DIVISION_FORMAT'])
  })

  test('NIB and postcode', () => {
    expect(validateNib('0220 1012 3456 7').value).toBe('0220101234567')
    expect(codes(validateNib('022010123456'))).toEqual(['NIB_FORMAT'])
    expect(validatePostcode('61 314').value).toBe('61314')
    expect(codes(validatePostcode('06131'))).toEqual(['POSTCODE_FORMAT'])
  })

  test('e-mail: lower case, likely typing errors are pointed out', () => {
    expect(validateEmail(' HRD@Contoh.CO.ID ').value).toBe('hrd@contoh.co.id')
    expect(validateEmail('hrd@gmial.com').findings).toEqual([
      {
        code: 'EMAIL_LIKELY_TYPO',
        severity: 'WARNING',
        detail: { domain: 'gmial.com', meant: 'gmail.com' },
      },
    ])
    for (const text of ['', 'hrd', 'hrd@', 'a b@c.id', 'hrd@contoh', 'a@b@c.id']) {
      expect(codes(validateEmail(text))).toEqual(['EMAIL_FORMAT'])
    }
  })

  test('bank account: length by bank and holder against owner', () => {
    const form = { bankName: 'Bank BCA', holder: 'PT Contoh Maju', owner: 'CONTOH MAJU, PT' }
    expect(codes(validateBankAccount('012-345 6789', form))).toEqual([])
    expect(codes(validateBankAccount('012345678', form))).toEqual(['BANK_ACCOUNT_LENGTH'])
    expect(codes(validateBankAccount('0123456789', { ...form, holder: 'Orang Lain' }))).toEqual([
      'BANK_HOLDER_MISMATCH',
    ])
    expect(codes(validateBankAccount('12345'))).toEqual(['BANK_ACCOUNT_FORMAT'])
  })
})
