import { parseSync } from 'vite'

/** One place where work is refused: the code, and the facts that go with it. */
export interface RefusalPlace {
  readonly path: string
  readonly code: string
  readonly facts: readonly string[]
}

/**
 * Every `new RuleViolation('CODE', { … })` of a source that is written out. Details that come from
 * elsewhere cannot be read here and are left out.
 */
export function refusalsIn(path: string, source: string): RefusalPlace[] {
  const found: RefusalPlace[] = []
  walk(parseSync(path, source).program, (node) => {
    if (node['type'] !== 'NewExpression') return
    if ((node['callee'] as Node)['name'] !== 'RuleViolation') return
    const [code, detail] = node['arguments'] as readonly (Node | undefined)[]
    if (code?.['type'] !== 'Literal') return
    if (detail && detail['type'] !== 'ObjectExpression') return
    const properties = (detail?.['properties'] ?? []) as readonly Node[]
    if (properties.some(({ type }) => type !== 'Property')) return
    const facts = properties.map((property) => String((property['key'] as Node)['name']))
    found.push({ path, code: String(code['value']), facts })
  })
  return found
}

type Node = Readonly<Record<string, unknown>>

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (typeof value === 'object' && value !== null) {
    const node = value as Node
    if (typeof node['type'] === 'string') visit(node)
    for (const child of Object.values(node)) walk(child, visit)
  }
}
