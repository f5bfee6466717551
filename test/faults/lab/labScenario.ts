import { z } from 'zod'
import type { Registry } from '#shared/commands/definition'
import { registry as productRegistry } from '#shared/commands/registry'
import { entities } from '#shared/model/entities'
import { defineEntity } from '#shared/model/entity'
import type { Schema } from '#shared/sync/bufferedTx'
import { realScenario } from '../../model/realScenario'
import type { Scenario } from '../../model/scenario'
import { smallScenario } from '../../model/smallScenario'

/** Both of the model test. */
export const scenarioNames = ['small', 'real'] as const
/** `product`: nothing but the product's own entities and commands. */
export type ScenarioName = (typeof scenarioNames)[number] | 'product'

/** Rows that nobody touches: they make a first pull long enough to be interrupted. */
export const FILLER = 'filler'

const filler = defineEntity(
  FILLER,
  z.object({ id: z.string(), branchId: z.string(), text: z.string() }),
  {},
)

/** A scenario of the model test, as the real parts are run with it. */
export function labScenario(name: string | null): {
  readonly scenario: Scenario
  readonly schema: Schema
  readonly registry: Registry
} {
  if (name === 'product') {
    return { scenario: realScenario, schema: entities, registry: productRegistry }
  }
  const scenario = name === 'real' ? realScenario : smallScenario
  // The server reads some of the product's own entities, such as the branch.
  const schema = { ...entities, ...scenario.schema, filler }
  return { scenario, schema, registry: scenario.registry }
}
