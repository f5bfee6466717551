import type { RuleCode } from '#shared/commands/ruleCodes'
import type { EntityDefinition } from '#shared/model/entity'
import { entityTableOf, type EntityTable } from './entityTables'

/** The tables of all entities, and which rule stands behind each unique index. */
export class EntityCatalog {
  readonly #tables = new Map<string, EntityTable>()
  readonly #rules = new Map<string, RuleCode>()

  constructor(readonly entities: Readonly<Record<string, EntityDefinition>>) {
    for (const definition of Object.values(entities)) {
      const table = entityTableOf(definition)
      this.#tables.set(table.entity, table)
      for (const index of [...table.columns, ...table.children]) {
        if (index.unique) this.#rules.set(index.constraint, index.unique)
      }
    }
  }

  get tables(): EntityTable[] {
    return [...this.#tables.values()]
  }

  getTable(entity: string): EntityTable {
    const table = this.#tables.get(entity)
    if (!table) throw new Error(`Unknown entity ${entity}`)
    return table
  }

  /** The rule that a unique index of this name guards; none for our own bookkeeping. */
  findRule(constraint: string | undefined): RuleCode | undefined {
    return constraint === undefined ? undefined : this.#rules.get(constraint)
  }
}
