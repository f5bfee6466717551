import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasErrors } from '#shared/domain/findings'
import { businessTypes } from '#shared/reference/businessTypes'
import {
  checkEmployer,
  employerValuesOf,
  getEmployerProfile,
} from '../../../renderer/features/registration/employerForm/employerValues'
import { employerSections } from '../../../renderer/features/registration/employerForm/sections'
import {
  checkWorker,
  getWorkerInput,
  suggestionsOf,
  workerValuesOf,
} from '../../../renderer/features/registration/workerForm/workerValues'
import { employerValues, TODAY, workerValues } from './formSamples'

const employerFields = Object.keys(employerValues()) as (keyof ReturnType<typeof employerValues>)[]
const workerFields = Object.keys(workerValues()) as (keyof ReturnType<typeof workerValues>)[]

/** Texts that people, scanners and pasted tables really bring, besides any text at all. */
const typed = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.stringMatching(/^[0-9 .,/-]{0,25}$/),
  fc.constantFrom('', ' ', '0', '-1', '1e9', '31/02/2026', 'PT', 'WNA', 'Y', 'MICRO', '5'),
)

describe('form F1', () => {
  test('[R-31] the sample form has no errors and becomes the profile that was meant', () => {
    expect(checkEmployer(employerValues(), TODAY).filter((one) => hasErrors([one]))).toEqual([])
    expect(getEmployerProfile(employerValues())).toMatchObject({
      legalName: 'CONTOH MAJU JAYA',
      npwp: '0012345674901000',
      nib: '1234567890123',
      ownerNik: '3516991203850001',
      picPhone: '+6281234567890',
      sizeAmount: 3_000_000_000,
      wageTotalDeclared: 48_000_000,
      startPeriod: '2026-11',
      programmes: ['JKK', 'JKM', 'JHT'],
    })
  })

  test('[R-31] whatever is typed, a form without errors can be stored', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...employerFields), typed, { maxKeys: 4 }),
        (changes) => {
          const { picConsent: _, programmes: __, ...texts } = changes as Record<string, string>
          const values = employerValues(texts)
          const errors = checkEmployer(values, TODAY).filter((one) => hasErrors([one]))
          if (errors.length === 0) getEmployerProfile(values)
          for (const { field } of errors) expect(employerFields).toContain(field)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('[R-31] a stored profile opens as a form that stores the same profile', () => {
    const profile = getEmployerProfile(
      employerValues({
        licenceNo: 'SIUP 12',
        licenceDate: '03/04/2020',
        bankName: 'BRI',
        bankAccount: '1234 5678 9012 345',
      }),
    )
    const again = employerValuesOf(JSON.parse(JSON.stringify(profile)))
    expect(checkEmployer(again, TODAY).filter((one) => hasErrors([one]))).toEqual([])
    expect(getEmployerProfile(again)).toEqual(profile)
  })

  test('[R-3] another risk level than the business type’s is unusual and needs a reason', () => {
    const other = checkEmployer(employerValues({ riskLevel: '2' }), TODAY)
    expect(other.map(({ code, field }) => `${code}:${field}`)).toEqual(
      expect.arrayContaining(['RISK_LEVEL_OVERRIDDEN:riskLevel', 'REQUIRED:riskLevelReason']),
    )
    const explained = checkEmployer(
      employerValues({ riskLevel: '2', riskLevelReason: 'Hanya kantor' }),
      TODAY,
    )
    expect(explained.some((one) => hasErrors([one]))).toBe(false)
  })

  test('[R-3] every kind of business has an own id and a level from 1 to 5', () => {
    expect(new Set(businessTypes.map(({ id }) => id)).size).toBe(businessTypes.length)
    for (const level of [1, 2, 3, 4, 5]) {
      expect(businessTypes.some(({ riskLevel }) => riskLevel === level)).toBe(true)
    }
  })

  test('[R-2] every field of the form stands in exactly one of its parts', () => {
    const listed = Object.values(employerSections).flat()
    expect([...listed].sort()).toEqual([...employerFields].sort())
  })
})

describe('form F1a', () => {
  test('[R-31] the sample form has no errors and becomes the worker that was meant', () => {
    expect(checkWorker(workerValues(), TODAY).filter((one) => hasErrors([one]))).toEqual([])
    expect(getWorkerInput(workerValues())).toMatchObject({
      person: {
        nik: '3516994508950003',
        birthDate: '1995-08-05',
        sex: 'F',
        mobile: '+6281234567890',
      },
      terms: { wage: 4_500_000, startDate: '2026-11-01', employmentStatus: 'PKWTT' },
    })
  })

  test('[R-31] whatever is typed, a form without errors can be stored', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...workerFields), typed, { maxKeys: 4 }),
        (changes) => {
          const values = workerValues(changes)
          const errors = checkWorker(values, TODAY).filter((one) => hasErrors([one]))
          if (errors.length === 0) getWorkerInput(values)
          for (const { field } of errors) expect(workerFields).toContain(field)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('[R-31] a stored worker opens as a form that stores the same worker', () => {
    const worker = getWorkerInput(
      workerValues({
        kkNumber: '3516 9908 0815 0001',
        backPay: '250.000',
        contractEndDate: '31/10/2027',
        bloodType: 'AB',
      }),
    )
    expect(getWorkerInput(workerValuesOf(JSON.parse(JSON.stringify(worker))))).toEqual(worker)
  })

  test('[R-32] birth date and sex are suggested from the NIK, women’s day less 40', () => {
    expect(suggestionsOf('3516 9945 0895 0003', TODAY)).toEqual({
      birthDate: '05/08/1995',
      sex: 'F',
    })
    expect(suggestionsOf('3516 9912 0385 0001', TODAY)).toEqual({
      birthDate: '12/03/1985',
      sex: 'M',
    })
    expect(suggestionsOf('3516 9912 0385 000', TODAY)).toBeUndefined()
    expect(suggestionsOf('3516 9932 1385 0001', TODAY)).toBeUndefined()
  })
})
