import { expect, test } from 'vitest'
import { addCounts, countNames, noCounts } from './counts'
import { runSeed } from './run'
import { smallScenario } from './smallScenario'

const STEPS = Number(process.env['MODEL_STEPS'] ?? 200)
const only = process.env['SEED'] === undefined ? undefined : Number(process.env['SEED'])
const seeds = only === undefined ? Number(process.env['MODEL_SEEDS'] ?? 2000) : 1

test('[S-1] whatever is lost, late, doubled or crashed: nothing is lost, nothing is doubled', async () => {
  const total = noCounts()
  const begun = performance.now()
  for (let n = 0; n < seeds; n++) {
    addCounts(total, await runSeed({ scenario: smallScenario, seed: only ?? n + 1, steps: STEPS }))
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`model: ${seeds} seeds × ${STEPS} steps in ${seconds} s\n${JSON.stringify(total, null, 1)}`)
  if (only === undefined) for (const name of countNames) expect(total[name], name).toBeGreaterThan(0)
}, 600_000)
