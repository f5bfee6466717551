import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { rateTables } from '#shared/reference/tables'
import json from '#reference/golden-contributions.json' with { type: 'json' }
import { evaluate, UnknownShape } from './evaluate'
import { differences, GoldenCase } from './goldenCase'

const cases = z.array(GoldenCase).parse(json)

// The remaining groups belong to segments and jobs that are not built yet.
const groups: Record<string, { rule: string; count: number }> = {
  PU: { rule: 'B-1', count: 19 },
  DUE: { rule: 'D-1', count: 5 },
  FIN: { rule: 'F-1', count: 10 },
  CODE: { rule: 'C-3', count: 3 },
  TB: { rule: 'B-6', count: 8 },
  ID: { rule: 'I-1', count: 5 },
  LTR: { rule: 'F-5', count: 1 },
}

const later: Record<string, number> = { BPU: 13, JK: 9, ALC: 3, COR: 1, QLT: 3, PMI: 2, SAN: 0 }

const groupOf = (one: GoldenCase) => one.id.replace(/-\d+$/, '')

describe.each(Object.entries(groups))('golden %s', (group, { rule, count }) => {
  const own = cases.filter((one) => groupOf(one) === group)

  test(`[${rule}] the file holds ${count} cases`, () => {
    expect(own).toHaveLength(count)
  })

  test.each(own.map((one) => [one.id, one.note, one] as const))(
    `[${rule}] %s %s`,
    (_, _note, { input, expected }) => {
      expect(differences(expected, evaluate(rateTables, input))).toEqual([])
    },
  )
})

test('[O-1] every case of the golden file is either tested here or counted as later work', () => {
  const counted = {
    ...Object.fromEntries(Object.entries(groups).map(([g, { count }]) => [g, count])),
    ...later,
  }
  const found: Record<string, number> = {}
  for (const one of cases) found[groupOf(one)] = (found[groupOf(one)] ?? 0) + 1
  const expected = Object.fromEntries(Object.entries(counted).filter(([, n]) => n > 0))
  expect(found).toEqual(expected)
  expect(cases).toHaveLength(82)
  expect(new Set(cases.map((one) => one.id)).size).toBe(82)
})

describe('the golden evaluator itself', () => {
  test('[O-1] refuses a shape it does not know, even with one extra field', () => {
    expect(() => evaluate(rateTables, { wage: 1, surprise: 2 })).toThrow(UnknownShape)
    expect(() =>
      evaluate(rateTables, {
        period: '2026-05',
        wage: 4_000_000,
        riskLevel: 1,
        programmes: ['JKK'],
        bonus: 1,
      }),
    ).toThrow(UnknownShape)
  })

  test('[O-1] sees a wrong amount, a missing field and a list of another length', () => {
    expect(differences({ total: 1 }, { total: 2 })).toEqual(['total: expected 1, got 2'])
    expect(differences({ total: 1 }, {})).toEqual(['total: expected 1, got nothing'])
    expect(differences({ rows: [1] }, { rows: [1, 2] })).toHaveLength(1)
  })
})
