/**
 * `npm test`: everything that must hold before a change lands, in the order in which a mistake is
 * cheapest to find. Ends with every failure once more and one line that counts the tests that ran.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { describeFailure, readPlaywright, readVitest } from './lib/testReports.mjs'

const VITEST_REPORT = 'test-results/vitest.json'
const PLAYWRIGHT_REPORT = 'test-results/playwright.json'

const steps = [
  ['System packages', 'node', ['scripts/ensure-system.mjs']],
  ['Format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['Types', 'node', ['scripts/typecheck.mjs']],
  ['Lint', 'oxlint', ['--type-aware', '--quiet']],
  ['Folder contract', 'node', ['scripts/boundaries.mjs']],
  ['Installer settings', 'node', ['scripts/validate-builder.mjs']],
  ['Build', 'npm', ['run', 'build', '--silent']],
  [
    'Unit, model, contract, server and shell tests',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`],
  ],
  ['Browser tests', 'playwright', ['test', '--reporter=list,json']],
]

rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results', { recursive: true })
const failed = []
for (const [title, command, args] of steps) {
  console.log(`\n── ${title}`)
  const started = Date.now()
  const run = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT },
  })
  console.log(`   ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (run.status !== 0) {
    failed.push(title)
    if (title === 'System packages' || title === 'Build') break
  }
}

const reports = [readVitest(VITEST_REPORT), readPlaywright(PLAYWRIGHT_REPORT)]
const total = (name) => reports.reduce((sum, report) => sum + report[name], 0)
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`)
for (const failure of reports.flatMap(({ failures }) => failures)) {
  console.log(`\n${describeFailure(failure)}`)
}
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exit(failed.length > 0 || total('failed') > 0 || total('passed') === 0 ? 1 : 0)
