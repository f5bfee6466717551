import { describe, expect, test } from 'vitest'
import {
  BusinessTypeList,
  businessTypesAt,
  mergeBusinessTypes,
  searchBusinessTypes,
} from '#shared/domain/registration/businessTypes'
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

describe('[R-62] business types are dated, and a new evaluation takes over without a gap', () => {
  const list: BusinessTypeList = {
    note: 'fictional',
    source: 'fictional',
    types: [{ id: 'shop', riskLevel: 1, nameId: 'Toko', nameEn: 'Shop', reviewed: true }],
  }
  const higher = {
    id: 'shop-2027',
    riskLevel: 2,
    nameId: 'Toko',
    nameEn: 'Shop',
    reviewed: true,
    effectiveFrom: '2027-01',
    replaces: 'shop',
  }
  const merged = mergeBusinessTypes(list, [higher])

  test('the old level holds until the month before, the new one from then on', () => {
    const levels = (period: string) =>
      businessTypesAt(merged.types, period).map((one) => one.riskLevel)
    expect([levels('2026-12'), levels('2027-01'), levels('2035-01')]).toEqual([[1], [2], [2]])
    expect(list.types[0]?.effectiveTo).toBeUndefined()
  })

  test.each([
    ['an id that is taken', [{ ...higher, id: 'shop' }], /share an id/],
    ['nothing known', [{ ...higher, replaces: 'bakery' }], /not there/],
    ['no beginning', [{ ...higher, effectiveFrom: undefined }], /no period/],
    ['an end before the beginning', [{ ...higher, effectiveTo: '2026-06' }], /ends before/],
    ['no business type', [{ id: 'x' }], /not usable/],
  ])('%s is refused', (_, added, message) => {
    expect(() => mergeBusinessTypes(list, added)).toThrow(message)
  })

  test('an entry that ended already is not ended again', () => {
    const again = [{ ...higher, id: 'shop-2028', effectiveFrom: '2028-01' }]
    expect(() => mergeBusinessTypes(merged, again)).toThrow(
      /shop does not end where shop-2028 begins/,
    )
  })
})
