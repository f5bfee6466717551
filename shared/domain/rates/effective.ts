import { z } from 'zod'
import { addMonths, comparePeriods, Period } from '../calendar/period'

/** How sure the project is of a figure; shown to whoever maintains the tables. */
export const Confidence = z.string().min(1)

/** Fields of every rule that holds for a range of periods; `effectiveTo` is included, null is open. */
export const effectiveFields = {
  id: z.string().min(1),
  effectiveFrom: Period,
  effectiveTo: Period.nullable(),
  source: z.string().min(1),
  confidence: Confidence,
}

export interface EffectiveRule {
  id: string
  effectiveFrom: Period
  effectiveTo: Period | null
}

/** True when the rule holds in the period. Both ends belong to the range. */
export function isEffective(rule: EffectiveRule, period: Period): boolean {
  return (
    comparePeriods(rule.effectiveFrom, period) <= 0 &&
    (rule.effectiveTo === null || comparePeriods(period, rule.effectiveTo) <= 0)
  )
}

/** The rule of a validated list (one key, no overlaps) that holds in the period. */
export function findEffective<T extends EffectiveRule>(
  rules: readonly T[],
  period: Period,
): T | undefined {
  return rules.find((rule) => isEffective(rule, period))
}

/**
 * Like `findEffective`.
 * @throws RangeError naming what was asked for when no rule covers the period
 */
export function getEffective<T extends EffectiveRule>(
  rules: readonly T[],
  period: Period,
  what: string,
): T {
  const rule = findEffective(rules, period)
  if (rule === undefined) throw new RangeError(`no ${what} is known for period ${period}`)
  return rule
}

/**
 * The rule that begins last, for questions without a period.
 * @throws RangeError when there is no rule at all
 */
export function getNewest<T extends EffectiveRule>(rules: readonly T[], what: string): T {
  const newest = rules.reduce<T | undefined>(
    (last, rule) =>
      last === undefined || comparePeriods(rule.effectiveFrom, last.effectiveFrom) > 0
        ? rule
        : last,
    undefined,
  )
  if (newest === undefined) throw new RangeError(`no ${what} is known`)
  return newest
}

/**
 * What is wrong with the ranges of rules that answer one question: a range that ends before it
 * begins, two rules for one period, or a period without a rule between two others. Empty when fine.
 */
export function rangeProblems(rules: readonly EffectiveRule[], key: string): string[] {
  const sorted = [...rules].sort((a, b) => comparePeriods(a.effectiveFrom, b.effectiveFrom))
  const problems: string[] = []
  for (const rule of sorted) {
    if (rule.effectiveTo !== null && comparePeriods(rule.effectiveTo, rule.effectiveFrom) < 0) {
      problems.push(`${key}: ${describe(rule)} ends before it begins`)
    }
  }
  sorted.forEach((rule, i) => {
    const before = sorted[i - 1]
    if (before === undefined) return
    const expected = before.effectiveTo === null ? null : addMonths(before.effectiveTo, 1)
    if (expected === null || comparePeriods(rule.effectiveFrom, expected) < 0) {
      problems.push(`${key}: ${describe(before)} overlaps ${describe(rule)}`)
    } else if (comparePeriods(rule.effectiveFrom, expected) > 0) {
      problems.push(`${key}: gap between ${describe(before)} and ${describe(rule)}`)
    }
  })
  return problems
}

function describe(rule: EffectiveRule): string {
  return `${rule.id} (${rule.effectiveFrom}..${rule.effectiveTo ?? 'open'})`
}
