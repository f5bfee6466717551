import { fileURLToPath } from 'node:url'
import { build, findBuildState } from '../../scripts/lib/build.mjs'

/** Playwright's global set-up: browser tests run on a build of today's sources, never an old one. */
export default async function ensureBuilt(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  if (findBuildState(root) !== 'fresh') await build(root, (line) => console.log(line))
}
