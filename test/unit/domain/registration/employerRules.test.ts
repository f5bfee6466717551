import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  employerFindings,
  type EmployerContext,
  type EmployerForm,
  mandatoryProgrammes,
  sizeOfAmount,
} from '#shared/domain/registration/employerRules'
import { rateTables } from '#shared/reference/tables'

/** A complete fictional form; nothing is to be noticed about it. */
const form: EmployerForm = {
  legalName: 'PT CONTOH MAJU',
  legalForm: 'PT',
  npwp: '01.234.567.4-901.000',
  nib: '0220101234567',
  businessTypeId: 'shop',
  riskLevel: 1,
  size: 'MEDIUM',
  sizeBasis: 'CAPITAL',
  sizeAmount: 6_000_000_000,
  programmes: ['JKK', 'JKM', 'JHT', 'JP'],
  startPeriod: '2026-11',
  address: 'Jalan Contoh 1',
  regency: 'Contoh',
  postcode: '61314',
  phone: '0321 321456',
  email: 'kantor@contoh.co.id',
  ownerName: 'Siti Contoh',
  ownerNik: '3516994508950003',
  ownerPosition: 'Direktur',
  picName: 'Bambang Contoh',
  picPosition: 'HRD',
  picPhone: '0812-3456-7890',
  picEmail: 'hrd@contoh.co.id',
  workerCountDeclared: 10,
  wageTotalDeclared: 50_000_000,
}
const context: EmployerContext = { today: '2026-11-22' }

const found = (change: Partial<EmployerForm>, ctx: Partial<EmployerContext> = {}) =>
  employerFindings(rateTables, { ...form, ...change }, { ...context, ...ctx }).map(
    (one) => `${one.field}:${one.code}`,
  )

describe('[R-1] mandatory programmes follow the size of the employer', () => {
  test('Perpres 109/2013', () => {
    expect(mandatoryProgrammes(rateTables, 'MICRO')).toEqual(['JKK', 'JKM'])
    expect(mandatoryProgrammes(rateTables, 'SMALL')).toEqual(['JKK', 'JKM', 'JHT'])
    expect(mandatoryProgrammes(rateTables, 'MEDIUM')).toEqual(['JKK', 'JKM', 'JHT', 'JP'])
    expect(mandatoryProgrammes(rateTables, 'LARGE')).toEqual(['JKK', 'JKM', 'JHT', 'JP'])
  })

  test('fewer programmes may be saved but raise PDS_PROGRAM naming the missing ones', () => {
    const findings = employerFindings(rateTables, { ...form, programmes: ['JKM', 'JKK'] }, context)
    expect(findings).toEqual([
      {
        code: 'PDS_PROGRAM',
        severity: 'WARNING',
        field: 'programmes',
        detail: { missing: 'JHT, JP', size: 'MEDIUM' },
      },
    ])
    expect(found({ programmes: [] })).toEqual(['programmes:PROGRAMME_MISSING'])
  })

  test('the limits between sizes belong to the smaller one', () => {
    expect(sizeOfAmount(rateTables, 'CAPITAL', 1_000_000_000)).toBe('MICRO')
    expect(sizeOfAmount(rateTables, 'CAPITAL', 1_000_000_001)).toBe('SMALL')
    expect(sizeOfAmount(rateTables, 'CAPITAL', 10_000_000_001)).toBe('LARGE')
    expect(sizeOfAmount(rateTables, 'SALES', 15_000_000_000)).toBe('SMALL')
    expect(sizeOfAmount(rateTables, 'SALES', 50_000_000_000)).toBe('MEDIUM')
  })

  test('a size that contradicts the amount is noticed', () => {
    expect(found({ size: 'LARGE' })).toEqual(['size:SIZE_MISMATCH'])
    expect(found({ sizeAmount: -1 })).toEqual(['sizeAmount:AMOUNT_INVALID'])
  })
})

describe('[R-2] form F1', () => {
  test('a complete form has no findings', () => {
    expect(found({})).toEqual([])
  })

  test('an empty form names every required field', () => {
    const missing = employerFindings(rateTables, {}, context).map((one) => one.field)
    expect(missing).toEqual(expect.arrayContaining(Object.keys(form)))
  })

  test.each([
    [{ npwp: '3516994508950003' }, 'npwp:NPWP_NOT_ORGANISATION'],
    [{ npwp: '' }, 'npwp:REQUIRED'],
    [{ nib: '' }, 'nib:LICENCE_MISSING'],
    [{ nib: '12' }, 'nib:NIB_FORMAT'],
    [{ ownerNik: '12' }, 'ownerNik:NIK_FORMAT'],
    [{ picPhone: '0321 321456' }, 'picPhone:PHONE_NOT_MOBILE'],
    [{ email: 'x' }, 'email:EMAIL_FORMAT'],
    [{ postcode: '1' }, 'postcode:POSTCODE_FORMAT'],
    [{ startPeriod: '2015-06' }, 'startPeriod:START_PERIOD_TOO_EARLY'],
    [{ startPeriod: '2026-08' }, 'startPeriod:START_PERIOD_LONG_AGO'],
    [{ startPeriod: '2026-8' }, 'startPeriod:REQUIRED'],
    [{ workerCountDeclared: 0 }, 'workerCountDeclared:WORKER_COUNT_INVALID'],
    [{ bankAccount: '12' }, 'bankAccount:BANK_ACCOUNT_FORMAT'],
  ] as const)('%j gives %s', (change, expected) => {
    expect(found(change)).toEqual([expected])
  })

  test('two months back is still usual; an old licence replaces the NIB', () => {
    expect(found({ startPeriod: '2026-09' })).toEqual([])
    expect(found({ nib: '', licenceNo: 'SIUP 1' })).toEqual([])
  })

  test('a person with a micro business needs no NPWP and may use the NIK as one', () => {
    const person: Partial<EmployerForm> = {
      legalForm: 'PERORANGAN',
      size: 'MICRO',
      sizeAmount: 1_000_000,
      programmes: ['JKK', 'JKM'],
    }
    expect(found({ ...person, npwp: undefined })).toEqual([])
    expect(found({ ...person, npwp: '3516994508950003' })).toEqual([])
  })

  test('the declaration is compared with the list of workers, wages within one per cent', () => {
    const workers = (count: number, wageTotal: number) => ({ workers: { count, wageTotal } })
    expect(found({}, workers(10, 50_000_000))).toEqual([])
    expect(found({ wageTotalDeclared: 50_500_000 }, workers(10, 50_000_000))).toEqual([])
    expect(found({ wageTotalDeclared: 50_500_001 }, workers(10, 50_000_000))).toEqual([
      'wageTotalDeclared:WAGE_TOTAL_DIFFERS',
    ])
    expect(found({}, workers(9, 50_000_000))).toEqual(['workerCountDeclared:WORKER_COUNT_DIFFERS'])
  })

  test('[R-3] a risk level other than the business type’s is noticed', () => {
    expect(found({}, { businessTypeLevel: 1 })).toEqual([])
    expect(found({}, { businessTypeLevel: 3 })).toEqual(['riskLevel:RISK_LEVEL_OVERRIDDEN'])
  })

  test('any texts are answered', () => {
    const choices = ['size', 'sizeBasis']
    const texts = Object.entries(form).filter(
      ([key, value]) => typeof value === 'string' && !choices.includes(key),
    )
    const garbage = fc.record(Object.fromEntries(texts.map(([key]) => [key, fc.string()])))
    fc.assert(
      fc.property(garbage, (change) => {
        expect(employerFindings(rateTables, { ...form, ...change }, context)).toBeInstanceOf(Array)
      }),
    )
  })
})
