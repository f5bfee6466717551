import { describe, expect, test } from 'vitest'
import { forecastJpCeiling } from '#shared/domain/contributions/jpCeilingForecast'
import { isJkpEligible, jkpInformation } from '#shared/domain/contributions/jkpInformation'
import { monthlyWage, pieceWorkWage } from '#shared/domain/contributions/monthlyWage'
import { rateTables } from '#shared/reference/tables'

describe('[B-10] the monthly wage', () => {
  test('is taken as given or is 25 daily wages', () => {
    expect(monthlyWage(rateTables, { wage: 4_000_000 })).toBe(4_000_000)
    expect(monthlyWage(rateTables, { dailyWage: 150_000 })).toBe(3_750_000)
  })

  test.each([{ wage: -1 }, { wage: 1.5 }, { dailyWage: 0.04 }, { dailyWage: Number.NaN }])(
    'refuses %j',
    (pay) => {
      expect(() => monthlyWage(rateTables, pay)).toThrow(RangeError)
    },
  )
})

describe('[B-32] piece-work is paid by the average of past months', () => {
  const year = Array.from({ length: 14 }, (_, i) => (i + 1) * 100_000)

  test('of three, or of twelve where the weather decides, rounded half up', () => {
    expect(pieceWorkWage(rateTables, [9_000_000, 1_000_000, 1_000_000, 1_000_001])).toBe(1_000_000)
    expect(pieceWorkWage(rateTables, [1_000_000, 1_000_000, 1_000_002])).toBe(1_000_001)
    expect(pieceWorkWage(rateTables, year)).toBe(1_300_000)
    expect(pieceWorkWage(rateTables, year, { weatherDependent: true })).toBe(850_000)
  })

  test('of all months there are, when they are fewer', () => {
    expect(pieceWorkWage(rateTables, [1, 2])).toBe(2)
    expect(() => pieceWorkWage(rateTables, [])).toThrow(RangeError)
    expect(() => pieceWorkWage(rateTables, [-1])).toThrow(RangeError)
  })
})

describe('[B-11] JKP is information and never billed', () => {
  test('until January 2025 part of it came from JKM', () => {
    expect(jkpInformation(rateTables, { period: '2025-01', wage: 7_500_000 })).toMatchObject({
      base: 5_000_000,
      government: 11_000,
      fromJkk: 7_000,
      fromJkm: 5_000,
      total: 23_000,
    })
  })

  test('there is none before it began, nor for months with a relief on JKK', () => {
    expect(jkpInformation(rateTables, { period: '2021-01', wage: 1 })).toBeUndefined()
    const relief = 'PP7-2025-PADAT-KARYA'
    expect(jkpInformation(rateTables, { period: '2025-06', wage: 1, relief })).toBeUndefined()
    expect(jkpInformation(rateTables, { period: '2026-06', wage: 1, relief })).toBeDefined()
  })

  const worker = {
    nationality: 'WNI',
    birthDate: '1972-05-10',
    registeredOn: '2026-05-09',
    hasHealthInsurance: true,
    employerSize: 'SMALL',
    programmes: ['JKK', 'JKM', 'JHT'],
  } as const

  test('eligibility: younger than 54 at registration, citizen, insured, in the programmes', () => {
    expect(isJkpEligible(worker)).toBe(true)
    expect(isJkpEligible({ ...worker, registeredOn: '2026-05-10' })).toBe(false)
    expect(isJkpEligible({ ...worker, nationality: 'WNA' })).toBe(false)
    expect(isJkpEligible({ ...worker, hasHealthInsurance: false })).toBe(false)
    expect(isJkpEligible({ ...worker, employerSize: 'LARGE' })).toBe(false)
    expect(isJkpEligible({ ...worker, programmes: ['JKK', 'JKM'] })).toBe(false)
  })
})

describe('[B-12] the ceiling formula', () => {
  const steps = rateTables.pu.jpCeilings
  test.each(steps.slice(1).map((step, i) => [steps[i], step] as const))(
    'leads from %o to the announced value',
    (before, after) => {
      expect(forecastJpCeiling(before?.ceiling ?? 0, after.gdpGrowthPercentUsed ?? '')).toBe(
        after.ceiling,
      )
    },
  )

  test('cuts down to the hundred and refuses what is no percentage', () => {
    expect(forecastJpCeiling(9_559_600, '5.05')).toBe(10_042_300)
    expect(() => forecastJpCeiling(9_559_600, '5,05')).toThrow(RangeError)
  })
})
