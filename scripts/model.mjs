// Runs the model test of sync: node scripts/model.mjs [--seeds N] [--steps N] [--seed N] [--scenario small|real]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
  },
})

const env = { ...process.env }
if (values.seeds) env.MODEL_SEEDS = values.seeds
if (values.steps) env.MODEL_STEPS = values.steps
if (values.seed) env.SEED = values.seed
if (values.scenario) env.SCENARIO = values.scenario

// One seed is looked at for its actions; the planted bugs have seeds of their own.
const files = values.seed ? ['test/model/model.test.ts'] : ['test/model']
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...files],
  { stdio: 'inherit', env },
)
process.exit(status ?? 1)
