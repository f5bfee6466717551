import { z } from 'zod'

/** One case of a golden file: what goes in, what must come out. Other fields are remarks. */
export const GoldenCase = z.looseObject({
  id: z.string().min(1),
  segment: z.string().min(1),
  input: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  note: z.string().optional(),
})
export type GoldenCase = z.infer<typeof GoldenCase>

/**
 * Where `actual` disagrees with `expected`, as `path: expected …, got …`. Everything expected must
 * be there and equal; lists must have the same length; extra fields of objects do not matter.
 * `null` expects nothing to be there.
 */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [`${path}: expected ${show(expected)}, got ${show(actual)}`]
    }
    return expected.flatMap((item, i) => differences(item, actual[i], `${path}[${i}]`))
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${path}: expected ${show(expected)}, got ${show(actual)}`]
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, actual[key], path === '' ? key : `${path}.${key}`),
    )
  }
  if (expected === null && actual === undefined) return []
  return Object.is(expected, actual)
    ? []
    : [`${path}: expected ${show(expected)}, got ${show(actual)}`]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}
