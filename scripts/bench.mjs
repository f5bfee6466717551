/**
 * `npm run bench -- NAME…`: builds test/bench/NAME.ts into one file and runs it in a process of
 * its own, so that no test runner stands between the clock and the code. Prints JSON.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'test/bench')
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''))
const names = process.argv.slice(2).filter((name) => !name.startsWith('-'))
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}

for (const name of names.length > 0 ? names : known) {
  // Inside the project, so that the bundle finds the packages that it does not contain.
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  const outDir = mkdtempSync(join(root, 'node_modules/.cache/smile-loket-bench-'))
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: join(folder, `${name}.bench.ts`),
        outDir,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'bench.mjs' } },
      },
    })
    const run = spawnSync(process.execPath, ['--expose-gc', join(outDir, 'bench.mjs')], {
      cwd: root,
      stdio: 'inherit',
    })
    if (run.status !== 0) process.exitCode = 1
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
