import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validateBuilderConfig } from '../../scripts/validate-builder.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const run = promisify(execFile)
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-builder-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('packaging configuration', () => {
  it('[H-17] fits the schema of the installed electron-builder', async () => {
    await expect(validateBuilderConfig()).resolves.toMatchObject({ appId: 'id.smileloket.desktop' })
  })

  it('[H-17] the schema check finds a misspelt key', async () => {
    const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    const path = join(folder, 'wrong.yml')
    writeFileSync(path, text.replace('runAsNode:', 'runAsNodes:'))
    await expect(validateBuilderConfig(path)).rejects.toThrow(/configuration\.electronFuses/)
  })

  it('[H-17] point 19: the fuses take Node, debugging and foreign code away', async () => {
    expect((await validateBuilderConfig())['electronFuses']).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    })
  })

  it('[H-17] publishes nowhere by itself and keeps data when uninstalled', async () => {
    const config = await validateBuilderConfig()
    expect(config['publish']).toBeNull()
    expect(config['nsis']).toMatchObject({ deleteAppDataOnUninstall: false })
  })

  it('[H-17] every icon it names exists', async () => {
    const config = await validateBuilderConfig()
    for (const platform of ['linux', 'win', 'mac']) {
      const { icon } = config[platform] as { icon: string }
      expect(existsSync(join(root, icon)), icon).toBe(true)
    }
  })

  it('[H-22] point 16: Electron is a pinned version of a supported line', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Number(devDependencies['electron']?.split('.')[0])).toBeGreaterThanOrEqual(45)
  })
})

// A real run of electron-builder with an empty Electron folder: what ends up in the archive. The
// fuses need a real binary, so they are left out here.
describe.skipIf(process.platform !== 'linux')('the package', () => {
  it('[H-17] holds shell and application, no server, no packages, no source maps', async () => {
    const project = join(folder, 'project')
    const files: Record<string, string> = {
      'out/main/index.js': 'export {}',
      'out/main/index.js.map': '{}',
      'out/preload/index.cjs': '',
      'out/renderer/index.html': '<p>',
      'out/renderer/assets/a.js': '',
      'out/server/index.js': 'server',
      'server/index.ts': 'source',
      '.data/database': 'data',
      'electron-dist/electron': '',
      'electron-dist/version': '45.4.1',
      'electron-dist/resources/x': '',
      'electron-dist/locales/id.pak': '',
      'electron-dist/locales/de.pak': '',
    }
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), content)
    }
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    writeFileSync(
      join(project, 'electron-builder.yml'),
      config.replace(/^electronFuses:\n(?: +.*\n)+/m, ''),
    )
    cpSync(join(root, 'package.json'), join(project, 'package.json'))
    cpSync(join(root, 'resources/icons'), join(project, 'resources/icons'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))

    const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js')
    const electronFolder = join(project, 'electron-dist')
    const args = [builder, '--linux', 'dir', `-c.electronDist=${electronFolder}`]
    await run(process.execPath, args, { cwd: project })

    const asar = require(require.resolve('@electron/asar', { paths: [builder] })) as {
      listPackage(path: string, options: object): string[]
    }
    const unpacked = join(project, 'dist/linux-unpacked')
    const packed = asar.listPackage(join(unpacked, 'resources/app.asar'), {})
    expect(packed.sort()).toEqual([
      '/out',
      '/out/main',
      '/out/main/index.js',
      '/out/preload',
      '/out/preload/index.cjs',
      '/out/renderer',
      '/out/renderer/assets',
      '/out/renderer/assets/a.js',
      '/out/renderer/index.html',
      '/package.json',
    ])
    expect(existsSync(join(unpacked, 'locales/id.pak'))).toBe(true)
    expect(existsSync(join(unpacked, 'locales/de.pak'))).toBe(false)
  })
})
