// Checks electron-builder.yml against the schema of the installed electron-builder, offline.
// The path inside the package is not public API; package.json pins the exact version.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * @param {string} [configPath] file to check; the project's own by default
 * @returns {Promise<Record<string, unknown>>} the configuration
 * @throws Error naming unknown keys and wrong values
 */
export async function validateBuilderConfig(configPath = join(root, 'electron-builder.yml')) {
  const folder = dirname(require.resolve('app-builder-lib/package.json'))
  const { getConfig, validateConfiguration } = await load(folder, 'out/util/config/config.js')
  const { DebugLogger } = await load(dirname(require.resolve('builder-util/package.json')))
  const config = await getConfig(root, configPath, null)
  await validateConfiguration(config, new DebugLogger(false))
  return config
}

async function load(folder, file) {
  return require(file ? join(folder, file) : folder)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await validateBuilderConfig()
    console.log('electron-builder.yml fits the schema.')
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
