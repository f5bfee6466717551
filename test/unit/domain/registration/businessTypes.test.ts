import { describe, expect, test } from 'vitest'
import { BusinessTypeList, searchBusinessTypes } from '#shared/domain/registration/businessTypes'
import {
  businessTypes,
  businessTypesReviewed,
  findBusinessType,
} from '#shared/reference/businessTypes'

describe('[R-3] business types lead to the JKK risk level', () => {
  test('the shipped selection covers every level and claims no review', () => {
    expect(businessTypes.length).toBeGreaterThanOrEqual(60)
    expect(new Set(businessTypes.map((type) => type.riskLevel))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(businessTypes.filter((type) => type.reviewed)).toEqual([])
    expect(businessTypesReviewed).toBe(false)
  })

  test('are found by words of either language, in any order', () => {
    const ids = (query: string) => searchBusinessTypes(businessTypes, query).map((type) => type.id)
    expect(ids('SERVIS kendaraan')).toEqual(['light-vehicle-service'])
    expect(ids('FACTORY tea')).toEqual(['tea-factory'])
    expect(ids('tidak ada begini')).toEqual([])
    expect(ids('')).toHaveLength(businessTypes.length)
  })

  test('neighbouring types with different levels carry a question for the clerk', () => {
    expect(findBusinessType('machine-repair')).toMatchObject({ riskLevel: 4 })
    expect(findBusinessType('light-vehicle-service')?.hintId).toContain('tingkat 4')
    expect(findBusinessType('nothing')).toBeUndefined()
  })

  test('a list with the same id twice is refused', () => {
    const [first] = businessTypes
    const list = { note: '', source: '', types: [first, first] }
    expect(BusinessTypeList.safeParse(list).success).toBe(false)
  })
})
