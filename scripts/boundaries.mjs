/**
 * The folder contract, worked out from the imports themselves: who may import what. `npm run lint`
 * fails on any breach; a test proves that each rule bites.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { sourceFiles } from './sourceFiles.mjs'

/** First matching `from` counts. `ours`: folders it may import; `packages`: npm and node modules. */
const contracts = [
  { from: /^shared\/domain\//, ours: [/^shared\/domain\//], packages: [/^zod$/] },
  {
    from: /^shared\/letters\//,
    ours: [/^shared\//],
    packages: [/^zod$/, /^jspdf/, /^bwip-js/],
  },
  { from: /^shared\//, ours: [/^shared\//], packages: [/^zod$/] },
  {
    from: /^server\//,
    ours: [/^(server|shared)\//, /^package\.json$/],
    packages: [
      /^node:/,
      /^zod$/,
      /^(fastify|@fastify\/.+|kysely|pg|@electric-sql\/pglite|@node-rs\/argon2)/,
    ],
  },
  {
    from: /^electron\//,
    ours: [/^(electron|shared)\//],
    packages: [/^node:/, /^zod$/, /^electron$/],
  },
  {
    from: /^renderer\/store\//,
    ours: [/^renderer\/(store|sync\/newId)/, /^shared\//],
    packages: [/./],
    notPackages: [/^node:/, /^electron/],
  },
  {
    from: /^renderer\/(components|i18n)\//,
    ours: [
      /^renderer\/(components|i18n|host|features\/[^/]+\/texts|app\/frame\/texts)/,
      /^shared\//,
    ],
    packages: [/./],
    notPackages: [/^(node:|electron|dexie)/],
  },
  {
    from: /^renderer\/features\//,
    ours: [
      /^renderer\/(components|i18n|store|sync|host|workers|features)(\/|$)/,
      /^(shared|resources)\//,
    ],
    packages: [/./],
    notPackages: [/^(node:|electron|dexie$)/],
  },
  {
    from: /^renderer\//,
    ours: [/^(renderer|shared|resources)\//],
    packages: [/./],
    notPackages: [/^(node:|electron|dexie)/],
  },
]

/** A breach of the contract, as `file: why`. */
export function findBreaches(files) {
  const breaches = []
  for (const { path, text } of files) {
    const contract = contracts.find(({ from }) => from.test(path))
    if (!contract) continue
    for (const specifier of importsOf(path, text)) {
      const problem = problemOf(path, specifier, contract)
      if (problem) breaches.push(`${path}: ${problem}`)
    }
  }
  return breaches
}

function problemOf(path, specifier, contract) {
  const target = resolveOurs(path, specifier)
  if (target === undefined) {
    const name = specifier.replace(/^virtual:/, '')
    const allowed = contract.packages.some((rule) => rule.test(name))
    const forbidden = contract.notPackages?.some((rule) => rule.test(name))
    return !allowed || forbidden ? `may not import the package ${specifier}` : undefined
  }
  if (!contract.ours.some((rule) => rule.test(target))) return `may not import ${target}`
  const own = featureOf(path)
  const other = featureOf(target)
  const inside =
    other && own !== other && !/^renderer\/features\/[^/]+(\/index|\/texts)?$/.test(target)
  if (own && inside) return `may use feature ${other} only through its index`
  return undefined
}

/** Path of one of our files without extension; undefined for a package. */
function resolveOurs(path, specifier) {
  const bare = specifier.replace(/\?.*$/, '').replace(/\.(ts|tsx|mjs)$/, '')
  if (bare.startsWith('#shared/')) return bare.slice(1)
  if (bare.startsWith('#reference/')) return `shared/reference/${bare.slice(11)}`
  if (bare.startsWith('.')) return normalize(join(dirname(path), bare))
  return undefined
}

function featureOf(path) {
  return /^renderer\/features\/([^/]+)/.exec(path)?.[1]
}

function importsOf(path, text) {
  const { module } = parseSync(path, text)
  const found = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value)]
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) found.push(moduleRequest.value)
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = text.slice(moduleRequest.start, moduleRequest.end)
    const match = /^['"`](.+)['"`]$/s.exec(literal)
    if (match) found.push(match[1])
  }
  return [...new Set(found)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const files = sourceFiles(root, ['shared', 'server', 'electron', 'renderer']).map((path) => ({
    path: relative(root, path),
    text: readFileSync(path, 'utf8'),
  }))
  const breaches = findBreaches(files)
  for (const breach of breaches) console.error(breach)
  console.log(`Folder contract: ${files.length} files, ${breaches.length} breaches`)
  process.exit(breaches.length > 0 ? 1 : 0)
}
