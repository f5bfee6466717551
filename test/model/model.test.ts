import { expect, test } from 'vitest'
import { registry } from '#shared/commands/registry'
import { addCounts, countNames, noCounts, type Counts } from './counts'
import { realScenario } from './realScenario'
import { runSeed } from './run'
import type { Scenario } from './scenario'
import { smallScenario } from './smallScenario'

// SEED=<n> repeats one run with its list of actions; SCENARIO=small|real picks one of the two.
const only = process.env['SEED'] === undefined ? undefined : Number(process.env['SEED'])
const wanted = process.env['SCENARIO']
const STEPS = Number(process.env['MODEL_STEPS'] ?? 200)
const SEEDS = Number(process.env['MODEL_SEEDS'] ?? 2000)
/** Long runs are asked for; the usual one fits ten times over. */
const TIMEOUT_MS = Math.max(600_000, SEEDS * 300)
// Rare things need not come up in a short run.
const isLong = only === undefined && SEEDS * STEPS >= 200_000

test.skipIf(wanted === 'real')(
  '[S-1][S-219] whatever is lost, late, doubled, copied, restored or crashed: nothing is lost, nothing is doubled',
  async () => {
    const counts = await play(smallScenario, SEEDS)
    expect(counts.steps).toBe(STEPS * (only === undefined ? SEEDS : 1))
    assertNotTrivial(counts, [])
  },
  TIMEOUT_MS,
)

test.skipIf(wanted === 'small')(
  '[S-2] the real commands keep their rules under the same faults',
  async () => {
    const counts = await play(realScenario, Math.ceil(SEEDS / 5))
    // Handlers of the product have no planted crash; nothing of theirs is removed or moves.
    assertNotTrivial(counts, ['parked', 'clashes', 'moves', 'purges', 'knownElsewhere'])
    if (!isLong) return
    for (const name of registry.keys()) expect(counts[`${name} accepted`], name).toBeGreaterThan(0)
    for (const code of [
      'NPWP_TAKEN',
      'NIK_TAKEN',
      'BILL_EXISTS',
      'HAS_LIVE_CODE',
      'AMOUNT_CHANGED',
      'BILL_PAID',
      'LETTER_PAID',
    ]) {
      expect(counts[`refused ${code}`], code).toBeGreaterThan(0)
    }
  },
  TIMEOUT_MS,
)

async function play(scenario: Scenario, seeds: number): Promise<Counts> {
  const total = noCounts()
  const begun = process.cpuUsage()
  const list = only === undefined ? Array.from({ length: seeds }, (_, n) => n + 1) : [only]
  for (const seed of list) addCounts(total, await runSeed({ scenario, seed, steps: STEPS }))
  // Processor time: the machine may have other things to do meanwhile.
  const used = process.cpuUsage(begun)
  const seconds = ((used.user + used.system) / 1e6).toFixed(1)
  const what = Object.entries(total)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  console.log(
    `${scenario.name}: ${list.length} seeds × ${STEPS} steps in ${seconds} s of processor time\n${what}`,
  )
  return total
}

function assertNotTrivial(counts: Counts, except: readonly string[]): void {
  if (!isLong) return
  for (const name of countNames) {
    if (!except.includes(name)) expect(counts[name], name).toBeGreaterThan(0)
  }
}
