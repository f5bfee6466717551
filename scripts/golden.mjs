/**
 * `npm run golden [-- FILE…]`: checks the contribution engine against golden cases, an array of
 * {id, segment, input, expected}. Without a file, against the project's own copy. One line per
 * case; exit code 1 when any case fails or has a shape nobody understands.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const own = [join(root, 'shared/reference/golden-contributions.json')]
const files = process.argv.slice(2)

const folder = mkdtempSync(join(tmpdir(), 'golden-'))
try {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'scripts/golden/run.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'run.mjs' } },
    },
  })
  const { runGolden } = await import(pathToFileURL(join(folder, 'run.mjs')).href)
  process.exitCode = runGolden(files.length > 0 ? files : own, (line) => console.log(line)) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
