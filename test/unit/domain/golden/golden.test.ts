import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { rateTables } from '#shared/reference/tables'
import json from '#reference/golden-contributions.json' with { type: 'json' }
import { evaluate, evaluateAll, UnknownShape } from '../../../../scripts/golden/evaluate'
import { differences, GoldenCase } from '../../../../scripts/golden/goldenCase'
import more from '../../../fixtures/golden-more.json' with { type: 'json' }

const cases = z.array(GoldenCase).parse(json)

const groups: Record<string, { rule: string; count: number }> = {
  PU: { rule: 'B-1', count: 19 },
  BPU: { rule: 'B-17', count: 13 },
  JK: { rule: 'B-20', count: 9 },
  PMI: { rule: 'B-24', count: 2 },
  COR: { rule: 'B-26', count: 1 },
  ALC: { rule: 'G-1', count: 3 },
  QLT: { rule: 'K-1', count: 3 },
  DUE: { rule: 'D-1', count: 5 },
  FIN: { rule: 'F-1', count: 10 },
  CODE: { rule: 'C-3', count: 3 },
  TB: { rule: 'B-6', count: 8 },
  ID: { rule: 'I-1', count: 5 },
  LTR: { rule: 'F-5', count: 1 },
}

const groupOf = (one: GoldenCase) => one.id.replace(/-\d+$/, '')

describe.each(Object.entries(groups))('golden %s', (group, { rule, count }) => {
  const own = cases.filter((one) => groupOf(one) === group)

  test(`[${rule}] the file holds ${count} cases`, () => {
    expect(own).toHaveLength(count)
  })

  test.each(own.map((one) => [one.id, one.note, one] as const))(
    `[${rule}] %s %s`,
    (_, _note, { segment, input, expected }) => {
      expect(differences(expected, evaluate(rateTables, segment, input))).toEqual([])
    },
  )
})

test('[O-1] every case of the golden file belongs to a tested group, no id is used twice', () => {
  expect(cases.map(groupOf).filter((group) => !(group in groups))).toEqual([])
  expect(cases).toHaveLength(82)
  expect(new Set(cases.map((one) => one.id)).size).toBe(82)
})

describe('cases of our own, computed by exact fractions elsewhere', () => {
  const results = evaluateAll(rateTables, more)

  test('[O-3] all pass and every segment is among them', () => {
    expect(results.filter((one) => !one.passed)).toEqual([])
    expect(results.length).toBeGreaterThan(130)
    const segments = new Set(more.map((one) => one.segment))
    expect([...new Set(cases.map((one) => one.segment))].filter((s) => !segments.has(s))).toEqual(
      [],
    )
  })

  test('[O-3] a wrong figure in any case is noticed', () => {
    const wrong = more.map((one) => ({ ...one, expected: spoilt(one.expected) }))
    expect(evaluateAll(rateTables, wrong).filter((one) => one.passed)).toEqual([])
  })
})

describe('the golden evaluator itself', () => {
  const puInput = { period: '2026-05', wage: 4_000_000, riskLevel: 1, programmes: ['JKK'] }

  test('[O-1] refuses a shape or segment it does not know, even with one extra field', () => {
    expect(() => evaluate(rateTables, 'PU', { wage: 1, surprise: 2 })).toThrow(UnknownShape)
    expect(() => evaluate(rateTables, 'PU', { ...puInput, bonus: 1 })).toThrow(UnknownShape)
    expect(() => evaluate(rateTables, 'JAKON', puInput)).toThrow(UnknownShape)
    expect(() => evaluate(rateTables, 'NOWHERE', puInput)).toThrow(UnknownShape)
    expect(() => evaluate(rateTables, 'toString', puInput)).toThrow(UnknownShape)
  })

  test('[O-1] takes a field that is null as left out', () => {
    expect(evaluate(rateTables, 'PU', { ...puInput, relief: null })).toMatchObject({ total: 9_600 })
  })

  test('[O-1] counts as failed: an unknown shape, what is no case, a case that expects nothing', () => {
    const good = { id: 'a', segment: 'PU', input: puInput, expected: { total: 9_600 } }
    const results = evaluateAll(rateTables, [
      good,
      { ...good, id: 'b', segment: 'NEW' },
      { ...good, id: 'c', expected: {} },
      { id: 'd' },
      'text',
      { ...good, id: 'e', input: { ...puInput, wage: -1 } },
    ])
    expect(results.map((one) => one.passed)).toEqual([true, false, false, false, false, false])
    for (const one of results.slice(1)) expect(one.problems.length).toBeGreaterThan(0)
    expect(evaluateAll(rateTables, { cases: [] })).toMatchObject([{ passed: false }])
  })

  test('[O-1] sees a wrong amount, a missing field and a list of another length', () => {
    expect(differences({ total: 1 }, { total: 2 })).toEqual(['total: expected 1, got 2'])
    expect(differences({ total: 1 }, {})).toEqual(['total: expected 1, got nothing'])
    expect(differences({ rows: [1] }, { rows: [1, 2] })).toHaveLength(1)
    expect(differences({ relief: null }, {})).toEqual([])
    expect(differences({ relief: null }, { relief: 'A' })).toHaveLength(1)
  })
})

/** The same expectation with its first figure, word or answer changed. */
function spoilt(expected: unknown): Record<string, unknown> {
  const [[key, value] = ['', undefined]] = Object.entries(expected as Record<string, unknown>)
  return { ...(expected as Record<string, unknown>), [key]: { not: value } }
}
