import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSameJson } from '#shared/sync/sameJson'

describe('isSameJson', () => {
  test.each([
    ['another order of keys', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true],
    ['an absent key and an undefined one', { a: 1 }, { a: 1, b: undefined }, true],
    ['null and absent', { a: null }, {}, false],
    ['null and an object', null, {}, false],
    ['an empty list and an empty object', [], {}, false],
    ['lists in another order', [1, 2], [2, 1], false],
    ['a longer list', [1], [1, 2], false],
    ['a number and its text', 1, '1', false],
    ['a deep difference', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
    ['an additional key', { a: 1 }, { a: 1, b: 0 }, false],
  ])('%s', (_name, left, right, same) => {
    expect(isSameJson(left, right)).toBe(same)
    expect(isSameJson(right, left)).toBe(same)
  })

  test('[S-202] says the same as comparing texts with their keys in order', () => {
    const json = fc.jsonValue({ maxDepth: 3 })
    fc.assert(
      fc.property(json, json, (left, other) => {
        const turned = turnKeys(left)
        expect(isSameJson(left, turned)).toBe(true)
        expect(isSameJson(left, other)).toBe(text(left) === text(other))
        expect(isSameJson([left, 1], [turned, 2])).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

function turnKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, turnKeys(part)]),
  )
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
