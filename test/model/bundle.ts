import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { PlantedBug } from './plantedBugs'
import { compileFunction } from 'node:vm'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type ModelModule = typeof import('./bundleEntry')

/**
 * The model over sources into which a bug was planted: production code carries no switches. Throws
 * when a text to replace does not occur exactly once.
 */
export async function bundleModel(bug: PlantedBug | undefined): Promise<ModelModule> {
  const patched = new Map<string, string>()
  for (const { file, find, replace } of bug?.edits ?? []) {
    const source = patched.get(file) ?? readFileSync(`${root}${file}`, 'utf8')
    // The formatter may break lines elsewhere one day; spaces do not make another text.
    const pattern = new RegExp(find.trim().split(/\s+/).map(escaped).join('\\s+'), 'g')
    const places = [...source.matchAll(pattern)].length
    if (places !== 1) throw new Error(`${bug?.name}: "${find}" occurs ${places} times in ${file}`)
    patched.set(
      file,
      source.replace(pattern, () => replace),
    )
  }
  const used = new Set<string>()
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'plant-bug',
        enforce: 'pre',
        load(id) {
          const file = id.startsWith(root) ? id.slice(root.length) : id
          const source = patched.get(file)
          if (source === undefined) return null
          used.add(file)
          return source
        },
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'node20',
      ssr: 'test/model/bundleEntry.ts',
      rollupOptions: { external: ['zod'], output: { format: 'cjs' } },
    },
  })
  for (const file of patched.keys())
    if (!used.has(file)) throw new Error(`${file} is not in the model`)
  return evaluate(codeOf(result))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function codeOf(result: Awaited<ReturnType<typeof build>>): string {
  const output = Array.isArray(result) ? result[0] : result
  if (!output || !('output' in output)) throw new Error('no bundle')
  return output.output[0].code
}

function evaluate(code: string): ModelModule {
  const module = { exports: {} }
  const run = compileFunction(code, ['module', 'exports', 'require']) as (
    module: { exports: object },
    exports: object,
    require: NodeJS.Require,
  ) => void
  run(module, module.exports, createRequire(import.meta.url))
  return module.exports as ModelModule
}
