import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type WorkerContext,
  workerFindings,
  type WorkerForm,
} from '#shared/domain/registration/workerRules'

/** A complete fictional worker; nothing is to be noticed. */
const form: WorkerForm = {
  nationality: 'WNI',
  nik: '3516994508950003',
  fullName: 'Siti Contoh',
  birthPlace: 'Contoh',
  birthDate: '1995-08-05',
  sex: 'F',
  married: false,
  motherName: 'Ibu Contoh',
  address: 'Jalan Contoh 2',
  postcode: '61314',
  mobile: '0812-3456-7890',
  employmentStatus: 'PKWTT',
  startDate: '2026-11-02',
  wage: 5_000_000,
}
const context: WorkerContext = { today: '2026-11-22' }

const found = (change: Partial<WorkerForm>, ctx: Partial<WorkerContext> = {}) =>
  workerFindings({ ...form, ...change }, { ...context, ...ctx }).map(
    (one) => `${one.field}:${one.code}`,
  )

describe('[R-4] form F1a', () => {
  test('a complete form has no findings', () => {
    expect(found({})).toEqual([])
  })

  test('an empty form names every required field', () => {
    const missing = workerFindings({}, context).map((one) => one.field)
    const needed = Object.keys(form).filter((field) => field !== 'postcode')
    expect(missing).toEqual(expect.arrayContaining(needed))
  })

  test.each([
    [{ nik: '12' }, 'nik:NIK_FORMAT'],
    [{ birthDate: '1995-08-06' }, 'nik:NIK_MISMATCH_BIRTHDATE'],
    [{ sex: 'M' }, 'nik:NIK_MISMATCH_SEX'],
    [{ birthDate: '05-08-1995' }, 'birthDate:NOT_A_DATE'],
    [{ fullName: 'S1ti' }, 'fullName:NAME_CHARACTERS'],
    [{ motherName: ' ' }, 'motherName:REQUIRED'],
    [{ kkNumber: '3516994508950003' }, 'kkNumber:FAMILY_CARD_EQUALS_NIK'],
    [{ previouslyMember: true }, 'kpj:REQUIRED'],
    [{ kpj: '1' }, 'kpj:KPJ_FORMAT'],
    [{ jknNumber: '1' }, 'jknNumber:JKN_FORMAT'],
    [{ mobile: '0321 321456' }, 'mobile:PHONE_NOT_MOBILE'],
    [{ email: 'x' }, 'email:EMAIL_FORMAT'],
    [{ employmentStatus: 'PKWT' }, 'contractEndDate:CONTRACT_END_MISSING'],
    [
      { employmentStatus: 'PKWT', contractEndDate: '2026-11-02' },
      'contractEndDate:CONTRACT_END_BEFORE_START',
    ],
    [{ contractEndDate: '2026-11-31' }, 'contractEndDate:NOT_A_DATE'],
    [{ startDate: '2026-11-23' }, 'startDate:START_DATE_IN_FUTURE'],
    [{ startDate: '2026-10-22' }, 'startDate:START_DATE_LATE_REPORT'],
    [{ wage: 0 }, 'wage:WAGE_NOT_POSITIVE'],
    [{ wage: -5 }, 'wage:WAGE_NOT_POSITIVE'],
    [{ wage: 1.5 }, 'wage:AMOUNT_INVALID'],
    [{ wage: Number.NaN }, 'wage:AMOUNT_INVALID'],
    [{ backPay: -1 }, 'backPay:BACK_PAY_NEGATIVE'],
  ] as const)('%j gives %s', (change, expected) => {
    expect(found(change)).toEqual([expected])
  })

  test('what is unusual but possible passes: a contract that ends later, thirty days ago', () => {
    expect(found({ employmentStatus: 'PKWT', contractEndDate: '2026-11-03' })).toEqual([])
    expect(found({ startDate: '2026-10-23' })).toEqual([])
    expect(found({ startDate: '2026-11-30' }, { period: '2026-11' })).toEqual([])
  })

  test('[R-5] age limits: under 15 an error, under 18 a warning, by completed years', () => {
    const born = (birthDate: string) =>
      workerFindings({ ...form, nik: undefined, nationality: 'WNA', birthDate }, context)
        .filter((one) => one.field === 'birthDate')
        .map((one) => `${one.severity}:${one.code}`)
    expect(born('2011-11-23')).toEqual(['ERROR:AGE_BELOW_MINIMUM'])
    expect(born('2011-11-22')).toEqual(['WARNING:AGE_YOUNG_WORKER'])
    expect(born('2008-11-23')).toEqual(['WARNING:AGE_YOUNG_WORKER'])
    expect(born('2008-11-22')).toEqual([])
    expect(born('2026-11-23')).toEqual(['ERROR:BIRTHDATE_IN_FUTURE'])
    expect(born('1916-01-01')).toEqual(['WARNING:BIRTHDATE_IMPLAUSIBLE'])
  })

  test('[R-6] a wage below the minimum of the regency is a warning with both figures', () => {
    const findings = workerFindings(form, { ...context, regencyMinimumWage: 5_000_001 })
    expect(findings).toEqual([
      {
        code: 'WAGE_BELOW_MINIMUM',
        severity: 'WARNING',
        field: 'wage',
        detail: { wage: 5_000_000, minimumWage: 5_000_001 },
      },
    ])
    expect(found({}, { regencyMinimumWage: 5_000_000 })).toEqual([])
  })

  test('a foreigner needs no NIK but six months in the country', () => {
    const foreigner = { nationality: 'WNA', nik: undefined } as const
    expect(found(foreigner)).toEqual([])
    expect(found({ ...foreigner, inIndonesiaSince: '2026-05-03' })).toEqual([
      'inIndonesiaSince:FOREIGNER_TOO_SHORT',
    ])
    expect(found({ ...foreigner, inIndonesiaSince: '2026-05-02' })).toEqual([])
  })

  test('any texts are answered', () => {
    const texts = Object.entries(form).filter(([, value]) => typeof value === 'string')
    const garbage = fc.record(Object.fromEntries(texts.map(([key]) => [key, fc.string()])))
    fc.assert(
      fc.property(garbage, fc.double(), (change, wage) => {
        expect(workerFindings({ ...form, ...change, wage }, context)).toBeInstanceOf(Array)
      }),
    )
  })
})
