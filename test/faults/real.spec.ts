import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test, type BrowserContext } from '@playwright/test'
import { bundlePage } from '../contract/browser/servePage'
import { chromiumArguments, findChromium } from '../support/chromium'
import { availableEngines } from '../support/database'
import { startTestServer } from '../support/server'
import { labScenario, scenarioNames } from './lab/labScenario'
import { runRealSeed, type RealCounts } from './realRun'

// `npm run test:real -- --seeds 50` plays many; REAL_SEED=<n> repeats one with its actions.
const only = process.env['REAL_SEED'] === undefined ? undefined : Number(process.env['REAL_SEED'])
const SEEDS = Number(process.env['REAL_SEEDS'] ?? 2)
const STEPS = Number(process.env['REAL_STEPS'] ?? 60)
const wantedEngine = process.env['REAL_ENGINE']
const wantedScenario = process.env['REAL_SCENARIO']

const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, n) => n + 1) : [only]

for (const engine of availableEngines()) {
  for (const scenario of scenarioNames) {
    if (wantedEngine && wantedEngine !== engine) continue
    if (wantedScenario && wantedScenario !== scenario) continue

    test(`[S-380] the real parts keep the model's promises: ${scenario} commands, ${engine}`, async () => {
      test.setTimeout(60_000 + seeds.length * 120_000)
      const script = await bundlePage('../../faults/lab/labPage.ts')
      const total: Record<string, number> = {}
      for (const seed of seeds) {
        // A profile on the disk: each device is an origin of its own in it. A new one for each seed,
        // since a later line may get the port, and so the origin, of an earlier one.
        const profile = await mkdtemp(join(tmpdir(), 'loket-real-'))
        const context = await openProfile(profile)
        try {
          const counts = await playOne(seed, context, script)
          for (const [key, value] of Object.entries(counts)) {
            total[key] = (total[key] ?? 0) + value
          }
        } finally {
          await context.close()
          await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
        }
      }
      console.log(`${engine}, ${scenario}: ${seeds.length} seeds × ${STEPS} steps`)
      console.log(JSON.stringify(total))
      // A run without faults proves nothing.
      for (const key of ['saved', 'accepted', 'lostRequests', 'lostAnswers', 'doubled']) {
        expect(total[key], key).toBeGreaterThan(0)
      }
    })

    async function playOne(
      seed: number,
      context: BrowserContext,
      script: string,
    ): Promise<RealCounts> {
      const lab = labScenario(scenario)
      const server = await startTestServer({
        engine,
        entities: lab.schema,
        registry: lab.registry,
        now: Date.now(),
      })
      try {
        const person = await server.addPerson('rini', lab.scenario.roles)
        return await runRealSeed({
          ...{ seed, scenario, context, server, person, script },
          steps: STEPS,
        })
      } finally {
        await server.close()
      }
    }
  }
}

function openProfile(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: chromiumArguments(),
  })
}
