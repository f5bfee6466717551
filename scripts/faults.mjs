// Fault tests over the real parts, longer than in the test run.
//   node scripts/faults.mjs real    [--seeds N] [--steps N] [--seed N] [--engine E] [--scenario S]
//   node scripts/faults.mjs crash   [--kills N] [--seed N] [--engine E] [--victim V]
//   node scripts/faults.mjs upgrade [--kills N] [--seed N]
//   node scripts/faults.mjs power   [--cuts N] [--seed N] [--engine E]
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
    cuts: { type: 'string' },
    engine: { type: 'string' },
    scenario: { type: 'string' },
    victim: { type: 'string' },
  },
})
const databases = ['pglite', 'postgresql']
const storages = ['LevelDB', 'SQLite']
/** What can be asked of which run: a misspelt word would run nothing and look like a success. */
const choices = {
  real: { engine: databases, scenario: ['small', 'real'] },
  crash: { engine: [...databases, ...storages], victim: ['browser', 'server', 'postgres'] },
  upgrade: {},
  power: { engine: ['pglite', ...storages] },
  disk: { engine: storages },
}
const [what = ''] = positionals
if (!Object.hasOwn(choices, what)) fail('Say what to run: real, crash, upgrade, power or disk.')

const env = { ...process.env }
for (const [name, value] of Object.entries(values)) {
  env[`${what}_${name}`.toUpperCase()] = oneOf(choices[what][name], name, value)
}
if (what === 'disk') env.DISK_RUNS ??= '2'
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--project=faults', `faults/${what}`],
  { stdio: 'inherit', env },
)
process.exit(status ?? 1)

/** The value as the tests spell it; any value where there is no choice. */
function oneOf(allowed, name, value) {
  if (!allowed) return value
  const found = allowed.find((word) => word.toLowerCase() === value.toLowerCase())
  return found ?? fail(`--${name} ${value}: say one of ${allowed.join(', ')}.`)
}

function fail(message) {
  console.error(message)
  process.exit(2)
}
