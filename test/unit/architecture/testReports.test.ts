import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PAGE_ATTACHMENT } from '../../support/whatPageShows'
import { describeFailure, readPlaywright, readVitest } from '../../../scripts/lib/testReports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'smile-loket-reports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function reportFile(name: string, report: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(report))
  return path
}

describe('what the whole test command repeats at its end', () => {
  it('names each failed test of Vitest, and a file that could not be loaded', () => {
    const path = reportFile('vitest.json', {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        {
          name: 'a.test.ts',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'good', failureMessages: [] },
            { status: 'failed', fullName: 'bad', failureMessages: ['1 is not 2'] },
          ],
        },
        { name: 'b.test.ts', message: 'cannot be loaded', assertionResults: [] },
      ],
    })
    expect(readVitest(path)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 2,
      failures: [
        { title: 'a.test.ts › bad', reason: '1 is not 2' },
        { title: 'b.test.ts', reason: 'cannot be loaded' },
      ],
    })
  })

  it('finds failures of Playwright in suites within suites', () => {
    const spec = (title: string, status: string, messages: string[]) => ({
      file: 'a.spec.ts',
      line: 7,
      title,
      tests: [
        {
          status,
          results: [
            {
              errors: messages.map((message) => ({ message })),
              attachments: [
                { name: 'screenshot', path: 'a.png' },
                {
                  name: PAGE_ATTACHMENT,
                  body: Buffer.from('- heading "Tagihan"').toString('base64'),
                },
              ],
            },
          ],
        },
      ],
    })
    const path = reportFile('playwright.json', {
      stats: { expected: 1, flaky: 1, unexpected: 1, skipped: 4 },
      errors: [{ message: 'the set-up failed' }],
      suites: [
        {
          specs: [spec('good', 'expected', [])],
          suites: [{ specs: [spec('bad', 'unexpected', ['too late', 'and more'])] }],
        },
      ],
    })
    expect(readPlaywright(path)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 4,
      failures: [
        { title: 'Playwright', reason: 'the set-up failed' },
        { title: 'a.spec.ts:7 › bad', reason: 'too late', pages: ['- heading "Tagihan"'] },
        { title: 'a.spec.ts:7 › bad', reason: 'and more', pages: [] },
      ],
    })
  })

  it('counts nothing when a run left no report', () => {
    const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] }
    expect(readVitest(join(folder, 'none.json'))).toEqual(nothing)
    expect(readPlaywright(join(folder, 'none.json'))).toEqual(nothing)
  })

  it('tells a failure in a few plain lines', () => {
    const reason = `\u001b[31mError: too late\u001b[39m\n\n    at /x/node_modules/y.js:1:1\n${'more\n'.repeat(40)}`
    const lines = describeFailure({ title: 'a › bad', reason }).split('\n')
    expect(lines.slice(0, 3)).toEqual(['✗ a › bad', '    Error: too late', '    more'])
    expect(lines).toHaveLength(15)
    const pages = [`- heading "Tagihan"\n${'- row\n'.repeat(100)}`]
    const withPage = describeFailure({ title: 'a › bad', reason: 'late', pages }).split('\n')
    expect(withPage.slice(0, 4)).toEqual([
      '✗ a › bad',
      '    late',
      `    ${PAGE_ATTACHMENT}:`,
      '      - heading "Tagihan"',
    ])
    expect(withPage).toHaveLength(73)
  })
})
