import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourceFiles } from '../../../scripts/sourceFiles.mjs'
import { resources } from '../../../renderer/i18n/resources'
import { refusalsIn } from './refusalFacts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const sentences: Readonly<Record<string, string>> = resources.id.refusals

/** Facts that the sentence and the advice for a code quote. */
const quoted = (code: string): string[] =>
  [...`${sentences[code]} ${sentences[`${code}_advice`]}`.matchAll(/\{\{(\w+)\}\}/g)].map(
    (match) => match[1] ?? '',
  )

test('[U-44] a refusal brings every fact that its sentence quotes', () => {
  const places = sourceFiles(root, ['shared', 'renderer']).flatMap((path) =>
    refusalsIn(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')),
  )
  expect(places.length).toBeGreaterThan(30)
  const silent = places.flatMap(({ path, code, facts }) =>
    quoted(code)
      .filter((fact) => !facts.includes(fact))
      .map((fact) => `${path}: ${code} without ${fact}`),
  )
  expect(silent).toEqual([])
})

test('[U-44] the check reads refusals as they are written', () => {
  const source = [
    "throw new RuleViolation('BILL_PAID', { period, settledOn: bill.settledOn ?? null })",
    "throw new RuleViolation('ROW_EXISTS')",
    "throw new RuleViolation('NIK_TAKEN', clash(known))",
    'throw new RuleViolation(error.code)',
  ].join('\n')
  expect(refusalsIn('a.ts', source)).toEqual([
    { path: 'a.ts', code: 'BILL_PAID', facts: ['period', 'settledOn'] },
    { path: 'a.ts', code: 'ROW_EXISTS', facts: [] },
  ])
})
