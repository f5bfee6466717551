import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourceFiles } from '../../../scripts/sourceFiles.mjs'
import { quotedRules, readRules, ruleProblems } from './rules'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const spec = readFileSync(new URL('../../../docs/SPEC.md', import.meta.url), 'utf8')

/** Every rule that a test title quotes, with the files that do. */
function rulesInTests(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const path of sourceFiles(root, ['test'])) {
    const name = relative(root, path).split(sep).join('/')
    for (const rule of quotedRules(name, readFileSync(path, 'utf8'))) {
      found.set(rule, [...(found.get(rule) ?? []), name])
    }
  }
  return found
}

test('[O-41] every rule has a test, every quoted rule exists, no number is given twice', () => {
  const quoted = rulesInTests()
  expect(quoted.size).toBeGreaterThan(200)
  expect(ruleProblems(spec, quoted)).toEqual([])
})

test('[O-41] every rule is one sentence under the heading of its letter', () => {
  const rules = readRules(spec)
  for (const { id, sentence, heading } of rules) {
    expect(sentence, id).toMatch(/^[A-Z"`].{15,}\.$/)
    expect(heading, id).toBe(id[0])
  }
})

test('[O-41] the check finds what it is for', () => {
  const text = '## B — Bills\n\n- **B-1** A rule.\n- **B-2** Another.\n- **B-2** Again.\n'
  const problems = ruleProblems(
    text,
    new Map([
      ['B-1', ['a']],
      ['B-9', ['b', 'c']],
    ]),
  )
  expect(problems).toEqual([
    'B-2 stands there twice',
    'B-2 has no test',
    'B-9 is quoted in b, c but does not exist',
  ])
})

test('[O-41] only titles of tests that run count as quotes', () => {
  const source = [
    '// [B-1] in a comment',
    "const note = 'see [B-2]'",
    "test('[B-3] runs', () => {})",
    "it.each([1])('[B-4] %s', () => {})",
    'test.each([1])(`[B-5] ${1}`, () => {})',
    "describe('[B-6][B-7] two', () => {})",
    "it.skip('[B-8] sleeps', () => {})",
    "test.todo('[B-9] some day')",
    "test.skipIf(true)('[B-10] runs elsewhere', () => {})",
    "const cases = [{ title: '[B-11] in a table' }]",
    "const group = { rule: 'B-12', count: 3 }",
  ].join('\n')
  expect(quotedRules('test/a.test.ts', source)).toEqual([
    'B-3',
    'B-4',
    'B-5',
    'B-6',
    'B-7',
    'B-10',
    'B-11',
    'B-12',
  ])
})
