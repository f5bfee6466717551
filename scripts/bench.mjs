/**
 * `npm run bench -- NAME…`: builds test/bench/NAME.ts into one file and runs it in a process of
 * its own, so that no test runner stands between the clock and the code. Prints JSON.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  const outDir = mkdtempSync(join(tmpdir(), 'smile-loket-bench-'))
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: join(folder, `${name}.bench.ts`),
        outDir,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'bench.mjs' } },
      },
      ssr: { noExternal: true },
    })
    const run = spawnSync(process.execPath, ['--expose-gc', join(outDir, 'bench.mjs')], {
      stdio: 'inherit',
    })
    if (run.status !== 0) process.exitCode = 1
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
