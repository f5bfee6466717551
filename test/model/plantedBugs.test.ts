import { describe, expect, test } from 'vitest'
import { bundleModel, type ModelModule } from './bundle'
import { plantedBugs, STEPS, type PlantedBug } from './plantedBugs'

// MODEL_FIND=1 looks for the first seed that shows each bug and prints it, to be pinned.
const isSearching = process.env['MODEL_FIND'] !== undefined
const SEARCH_SEEDS = 3000

describe('[S-3] the model finds errors that somebody could make', () => {
  test('none is seen in the cores as they are', async () => {
    const model = await bundleModel(undefined)
    for (const seed of new Set(plantedBugs.map((bug) => bug.seed))) {
      expect(await failureOf(model, seed)).toBeUndefined()
    }
  })

  test.each(plantedBugs.map((bug) => [bug.name, bug] as const))(
    '%s',
    async (_name, bug) => {
      const model = await bundleModel(bug)
      const failure = isSearching ? await search(model, bug) : await failureOf(model, bug.seed)
      if (isSearching) return expect(failure).toBeDefined()
      expect(failure?.split('\n')[0] ?? `seed ${bug.seed} does not show it`).toMatch(
        new RegExp(`^seed ${bug.seed}, step \\d+: ${bug.shownBy}: `),
      )
    },
    600_000,
  )
})

async function failureOf(model: ModelModule, seed: number): Promise<string | undefined> {
  try {
    await model.runSeed({ scenario: model.smallScenario, seed, steps: STEPS })
    return undefined
  } catch (error) {
    if (error instanceof model.ModelFailure) return error.message
    throw error
  }
}

async function search(model: ModelModule, bug: PlantedBug): Promise<string | undefined> {
  for (let seed = 1; seed <= SEARCH_SEEDS; seed++) {
    const failure = await failureOf(model, seed)
    if (failure === undefined) continue
    console.log(`PIN ${bug.name} | ${failure.split('\n')[0]}`)
    return failure
  }
  return undefined
}
