/**
 * `npm test`: everything that must hold before a change lands, in the order in which a mistake is
 * cheapest to find. Ends with one line that counts every test that ran.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'

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

const counts = [countVitest(), countPlaywright()].reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
}))
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`)
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(failed.length > 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0)

function countVitest() {
  const report = read(VITEST_REPORT)
  return {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

function countPlaywright() {
  const stats = read(PLAYWRIGHT_REPORT)?.stats
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: stats?.skipped ?? 0,
  }
}

function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
