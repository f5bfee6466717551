// Decides whether the built program is older than its sources, and builds it.
import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a build reads. Tests and documents are not among it. */
const SOURCES = [
  'electron',
  'renderer',
  'server',
  'shared',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.renderer.config.ts',
  'vite.server.config.ts',
]

/** What a build leaves behind; all four must be there and newer than every source. */
const RESULTS = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/server/index.js',
]

/**
 * @param {string} root the project folder
 * @returns {'missing' | 'outdated' | 'fresh'}
 */
export function findBuildState(root) {
  const results = RESULTS.map((path) => modifiedAt(join(root, path)))
  if (results.includes(0)) return 'missing'
  const newestSource = Math.max(...SOURCES.map((path) => newestIn(join(root, path))))
  return newestSource > Math.min(...results) ? 'outdated' : 'fresh'
}

/**
 * Builds desktop shell, application and server. Rejects with the tool's output when it fails.
 * @param {string} root
 * @param {(line: string) => void} say
 */
export async function build(root, say) {
  const steps = [
    {
      what: 'desktop shell and application',
      args: [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    },
    {
      what: 'server',
      args: [
        join(root, 'node_modules/vite/bin/vite.js'),
        ...['build', '--config', 'vite.server.config.ts'],
      ],
    },
  ]
  for (const { what, args } of steps) {
    const started = Date.now()
    say(`Building ${what} …`)
    await runQuietly(args, root)
    say(`  done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
}

function runQuietly(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The build failed:\n${Buffer.concat(output).toString()}`))
    })
  })
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestIn(path) {
  const info = statSync(path, { throwIfNoEntry: false })
  if (!info) return 0
  if (!info.isDirectory()) return info.mtimeMs
  const entries = readdirSync(path).filter((name) => name !== 'node_modules')
  // The folder's own time counts too: it changes when a file is removed.
  return Math.max(info.mtimeMs, ...entries.map((name) => newestIn(join(path, name))))
}
