// Fault tests over the real parts, longer than in the test run.
//   node scripts/faults.mjs real    [--seeds N] [--steps N] [--seed N] [--engine E] [--scenario S]
//   node scripts/faults.mjs crash   [--kills N] [--seed N] [--engine E] [--victim V]
//   node scripts/faults.mjs upgrade [--kills N] [--seed N]
//   node scripts/faults.mjs disk    [--runs N] [--seed N] [--engine E]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    kills: { type: 'string' },
    runs: { type: 'string' },
    engine: { type: 'string' },
    scenario: { type: 'string' },
    victim: { type: 'string' },
  },
})
const [what = ''] = positionals
if (!['real', 'crash', 'upgrade', 'disk'].includes(what)) {
  console.error('Say what to run: real, crash, upgrade or disk.')
  process.exit(2)
}

const env = { ...process.env }
for (const [name, value] of Object.entries(values)) {
  env[`${what}_${name}`.toUpperCase()] = value
}
if (what === 'disk') env.DISK_RUNS ??= '2'
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--project=faults', `faults/${what}`],
  { stdio: 'inherit', env },
)
process.exit(status ?? 1)
