import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json'
import { resources } from '../../../renderer/i18n/resources'
import { anchorsOf, claimsOf, isLabel, labelsOf } from './documents'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort(),
]
const scripts: Readonly<Record<string, string>> = packageJson.scripts

/** Every text of the screens in Indonesian. */
const labels = Object.values<Readonly<Record<string, string>>>(resources.id).flatMap((table) =>
  Object.values(table),
)

describe('[O-43] the documents name what exists', () => {
  it('all of them are looked at', () => {
    expect(documents).toEqual(
      expect.arrayContaining([
        'README.md',
        'docs/SPEC.md',
        'docs/architecture.md',
        'docs/operations.md',
        'docs/protocol.md',
        'docs/panduan/README.md',
      ]),
    )
    expect(documents.filter((name) => name.startsWith('docs/adr/0')).length).toBeGreaterThan(15)
  })

  it.each(documents)('%s: files, links and commands', (name) => {
    const { paths, links, scripts: run } = claimsOf(read(name))
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
    for (const { target, anchor } of links) {
      const file = target === '' ? name : join(dirname(name), target)
      expect(existsSync(join(root, file)), target).toBe(true)
      if (anchor !== '') expect(anchorsOf(read(file)), target).toContain(anchor)
    }
    expect(run.filter((script) => !Object.hasOwn(scripts, script))).toEqual([])
  })

  it.each(documents)('%s: no place left to fill in, no machine of ours', (name) => {
    expect(read(name)).not.toMatch(/\b(TODO|TBD|FIXME|XXX|lorem ipsum)\b/i)
    expect(read(name)).not.toMatch(/(^|[\s`(])\/(work|tmp|root|home)\//m)
  })

  it('files of scripts in package.json exist', () => {
    const named = Object.values(scripts).flatMap((line) => line.match(/\b[\w./-]+\.(mjs|ts)\b/g))
    expect(named.filter((path) => path !== null && !existsSync(join(root, path)))).toEqual([])
  })

  it.each(documents.filter((name) => name.startsWith('docs/panduan/')))(
    '%s: every label in bold is on a screen',
    (name) => {
      expect(labelsOf(read(name)).filter((label) => !isLabel(label, labels))).toEqual([])
    },
  )

  it('the check finds what it is for', () => {
    const text =
      'See `shared/none.ts`, `node scripts/x.mjs`, [a](b.md#c d) [e](f.md#g), `npm run no`.'
    expect(claimsOf(text)).toEqual({
      paths: ['shared/none.ts', 'scripts/x.mjs'],
      links: [{ target: 'f.md', anchor: 'g' }],
      scripts: ['no'],
    })
    expect(anchorsOf('# Known gotchas\n\n## A & B')).toEqual(['known-gotchas', 'a--b'])
    expect(labelsOf('Tekan **Simpan** lalu **Batal**.')).toEqual(['Simpan', 'Batal'])
    expect(isLabel('Tenaga kerja (243)', ['Tenaga kerja ({{count}})'])).toBe(true)
    expect(isLabel('Tenaga kerja', ['Tenaga kerja ({{count}})'])).toBe(false)
  })
})
