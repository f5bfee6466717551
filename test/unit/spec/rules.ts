import { parseSync } from 'vite'

export interface Rule {
  readonly id: string
  readonly sentence: string
  /** Letter of the heading it stands under. */
  readonly heading: string
}

/** The rules of docs/SPEC.md in their order. */
export function readRules(spec: string): Rule[] {
  const rules: Rule[] = []
  let heading = ''
  for (const line of spec.split('\n')) {
    heading = /^## ([A-Z]) — /.exec(line)?.[1] ?? heading
    const rule = /^- \*\*([A-Z]-\d+)\*\* (.*)$/.exec(line)
    if (rule) rules.push({ id: rule[1] ?? '', sentence: rule[2] ?? '', heading })
  }
  return rules
}

/** What is wrong between the rules and the tests that quote them; empty when all is well. */
export function ruleProblems(
  spec: string,
  quoted: ReadonlyMap<string, readonly string[]>,
): string[] {
  const ids = readRules(spec).map(({ id }) => id)
  const known = new Set(ids)
  return [
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${id} stands there twice`),
    ...[...known].filter((id) => !quoted.has(id)).map((id) => `${id} has no test`),
    ...[...quoted]
      .filter(([id]) => !known.has(id))
      .map(([id, files]) => `${id} is quoted in ${files.join(', ')} but does not exist`),
  ]
}

/**
 * Rules quoted by the titles of one test file: the first argument of `test`, `it` and `describe`
 * in all their forms except skipped ones, a property `title`, and a property `rule` of a table.
 */
export function quotedRules(path: string, source: string): string[] {
  const { program } = parseSync(path, source)
  const found = new Set<string>()
  walk(program, (node) => {
    if (node['type'] === 'CallExpression' && isTestCall(node['callee'], source)) {
      const title = (node['arguments'] as readonly Node[])[0]
      for (const rule of quotesIn(title, source)) found.add(rule)
    }
    if (node['type'] === 'Property') {
      const key = (node['key'] as Node)['name']
      const value = node['value'] as Node
      if (key === 'title') for (const rule of quotesIn(value, source)) found.add(rule)
      if (key === 'rule' && /^[A-Z]-\d+$/.test(String(value['value']))) {
        found.add(String(value['value']))
      }
    }
  })
  return [...found]
}

type Node = Readonly<Record<string, unknown>>

/** `test`, `it.each(…)`, `describe.skipIf(…)` and so on, but nothing that never runs. */
function isTestCall(callee: unknown, source: string): boolean {
  const text = textOf(callee as Node, source)
  return /^(test|it|describe)\b/.test(text) && !/^\w+(\.\w+)*\.(skip|todo)\b/.test(text)
}

function quotesIn(title: Node | undefined, source: string): string[] {
  if (title?.['type'] !== 'Literal' && title?.['type'] !== 'TemplateLiteral') return []
  return [...textOf(title, source).matchAll(/\[([A-Z]-\d+)\]/g)].map((match) => match[1] ?? '')
}

function textOf(node: Node, source: string): string {
  return source.slice(node['start'] as number, node['end'] as number)
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (typeof value === 'object' && value !== null) {
    const node = value as Node
    if (typeof node['type'] === 'string') visit(node)
    for (const child of Object.values(node)) walk(child, visit)
  }
}
