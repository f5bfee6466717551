import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findBreaches } from '../../../scripts/boundaries.mjs'
import { sourceFiles } from '../../../scripts/sourceFiles.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Breaches of one made-up file. */
const breachesOf = (path: string, text: string): string[] => findBreaches([{ path, text }])

/** For each folder of the contract: what it may import, and what it may not. */
const contracts: readonly {
  folder: string
  file: string
  allowed: readonly string[]
  forbidden: readonly string[]
}[] = [
  {
    folder: 'shared/domain',
    file: 'shared/domain/billing/madeUp.ts',
    allowed: ['../money', '#shared/domain/calendar/period', 'zod'],
    forbidden: ['#shared/model/bill', '../../reference/tables', 'node:fs', 'dexie', 'kysely'],
  },
  {
    folder: 'shared/letters',
    file: 'shared/letters/render/madeUp.ts',
    allowed: ['../types', '#shared/domain/money', 'jspdf', 'bwip-js/generic', 'zod'],
    forbidden: ['react', 'node:buffer', '../../../renderer/components/format'],
  },
  {
    folder: 'shared',
    file: 'shared/sync/madeUp.ts',
    allowed: ['../model/entity', '#shared/protocol/messages', '#reference/rates.json', 'zod'],
    forbidden: [
      'jspdf',
      'node:crypto',
      '../../server/config',
      '../../renderer/store/database',
      '../../electron/main/settings',
    ],
  },
  {
    folder: 'server',
    file: 'server/service/madeUp.ts',
    allowed: ['../storage/database', '#shared/sync/push', 'node:path', 'kysely', '@fastify/static'],
    forbidden: [
      '../../renderer/sync/status',
      '../../electron/main/ipc',
      'react',
      'dexie',
      'electron',
    ],
  },
  {
    folder: 'electron',
    file: 'electron/main/madeUp.ts',
    allowed: ['./settings', '#shared/ipc', 'node:fs/promises', 'electron', 'zod'],
    forbidden: ['../../renderer/host/browser', '../../server/config', 'fastify', 'react'],
  },
  {
    folder: 'renderer/store',
    file: 'renderer/store/queries/madeUp.ts',
    allowed: ['../database', '../../sync/newId', '#shared/model/bill', 'dexie'],
    forbidden: ['../../sync/loop', '../../features/today', '../../components/Page', 'node:fs'],
  },
  {
    folder: 'renderer/components',
    file: 'renderer/components/madeUp.tsx',
    allowed: ['./Page', '../i18n/useTexts', '#shared/domain/money', 'react', '@mantine/core'],
    forbidden: ['../store/database', '../sync/execute', '../features/billing', 'dexie', 'electron'],
  },
  {
    folder: 'renderer/features',
    file: 'renderer/features/today/madeUp.tsx',
    allowed: [
      './clock',
      '../billing',
      '../billing/texts',
      '../../components/Page',
      '../../store/queries/bills',
      '../../sync/execute',
      '#shared/commands/bills/finaliseBill',
      'react',
    ],
    forbidden: [
      '../billing/explain',
      '../../app/router',
      '../../../server/config',
      '../../../electron/main/ipc',
      'dexie',
      'node:fs',
      'electron',
    ],
  },
  {
    folder: 'renderer',
    file: 'renderer/app/madeUp.ts',
    allowed: ['./theme', '../features/billing', '#shared/host', 'react', 'virtual:pwa-register'],
    forbidden: ['../../server/config', '../../electron/main/ipc', 'dexie', 'node:path', 'electron'],
  },
]

describe('[O-40] the folder contract', () => {
  for (const { folder, file, allowed, forbidden } of contracts) {
    it.each(allowed)(`lets ${folder} import %s`, (specifier) => {
      expect(breachesOf(file, `import { thing } from '${specifier}'\n`)).toEqual([])
    })

    it.each(forbidden)(`keeps ${folder} from importing %s`, (specifier) => {
      const [breach, ...more] = breachesOf(file, `import { thing } from '${specifier}'\n`)
      expect(breach).toMatch(new RegExp(`^${file}: may `))
      expect(more).toEqual([])
    })
  }

  it.each([
    ['a type only', "import type { Dexie } from 'dexie'"],
    ['for its effect only', "import 'dexie'"],
    ['passed on', "export * from 'dexie'"],
    ['passed on by name', "export { Dexie } from 'dexie'"],
    ['later', "const dexie = await import('dexie')"],
    ['later, with a template', 'const dexie = await import(`dexie`)'],
  ])('sees an import that is %s', (_how, text) => {
    expect(breachesOf('renderer/features/today/madeUp.ts', text)).toEqual([
      'renderer/features/today/madeUp.ts: may not import the package dexie',
    ])
  })

  it('does not take words in comments and texts for imports', () => {
    const text = "// import { Dexie } from 'dexie'\nexport const a = \"import x from 'dexie'\"\n"
    expect(breachesOf('renderer/features/today/madeUp.ts', text)).toEqual([])
  })

  it('reads screens too', () => {
    const text = "import { Dexie } from 'dexie'\nexport const A = () => <p>{String(Dexie)}</p>\n"
    expect(breachesOf('renderer/features/today/Madeup.tsx', text)).toHaveLength(1)
  })

  it('holds in the whole project', () => {
    const files = sourceFiles(root, ['shared', 'server', 'electron', 'renderer']).map((path) => ({
      path: relative(root, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }))
    expect(files.length).toBeGreaterThan(400)
    expect(findBreaches(files)).toEqual([])
  })
})
