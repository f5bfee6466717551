import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function golden(...files: string[]): { status: number | null; lines: string[] } {
  const run = spawnSync(process.execPath, ['scripts/golden.mjs', ...files], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status: run.status, lines: run.stdout.trimEnd().split('\n') }
}

function fileOf(content: string): string {
  const path = join(folder, `${content.length}.json`)
  writeFileSync(path, content)
  return path
}

test('[O-4] without a file: the whole golden file of the project passes, none is skipped', () => {
  const { status, lines } = golden()
  expect(lines.at(-1)).toBe('82 passed, 0 failed')
  expect(lines.filter((line) => line.startsWith('  ok'))).toHaveLength(82)
  expect(status).toBe(0)
})

test('[O-4] with files: one line per case with the difference, exit code 1 on a failure', () => {
  const input = { period: '2026-05', wage: 4_000_000, riskLevel: 1, programmes: ['JKK'] }
  const bad = fileOf(
    JSON.stringify([
      { id: 'RIGHT', segment: 'PU', input, expected: { total: 9_600 } },
      { id: 'WRONG', segment: 'PU', input, expected: { total: 9_601 } },
      { id: 'STRANGE', segment: 'PU', input: { colour: 'red' }, expected: { total: 1 } },
    ]),
  )
  const { status, lines } = golden(bad)
  expect(lines.slice(1)).toEqual([
    '  ok   RIGHT',
    '  FAIL WRONG — total: expected 9601, got 9600',
    expect.stringMatching(/^ {2}FAIL STRANGE — no evaluator/),
    '1 passed, 2 failed',
  ])
  expect(status).toBe(1)
})

test('[O-4] a file that is missing, broken or empty has failed', () => {
  const { status, lines } = golden(join(folder, 'nowhere.json'), fileOf('{"a":'))
  expect(lines.at(-1)).toBe('0 passed, 2 failed')
  expect(status).toBe(1)
  expect(golden(fileOf('[]')).status).toBe(1)
})
