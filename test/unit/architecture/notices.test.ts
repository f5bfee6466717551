import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { beforeAll, describe, expect, it } from 'vitest'
import { dependencies } from '../../../package.json'
import { importedPackages, renderNotices, shippedPackages } from '../../../scripts/notices.mjs'

const file = new URL('../../../THIRD-PARTY-NOTICES.md', import.meta.url)

describe('[O-42] third-party notices', () => {
  let notices = ''
  let listed = new Map<string, string>()

  beforeAll(() => {
    notices = readFileSync(file, 'utf8')
    const rows = notices.matchAll(/^\| (\S.*?) +\| (\S*) *\| (\S.*?) +\|$/gm)
    listed = new Map([...rows].map(([, name = '', version = '']) => [name, version]))
  })

  it('are those that scripts/notices.mjs writes from what is installed', async () => {
    const config = (await resolveConfig(file)) ?? {}
    const written = await format(renderNotices(), { ...config, parser: 'markdown' })
    expect(notices === written, 'run: node scripts/notices.mjs').toBe(true)
  })

  it('name every dependency of the server in its version', () => {
    for (const [name, version] of Object.entries(dependencies)) {
      expect(listed.get(name), name).toBe(version)
    }
  })

  it('name every package that the sources import', () => {
    const names = importedPackages()
    expect(names).toEqual(expect.arrayContaining(['react', 'dexie', 'jspdf', 'kysely', 'zod']))
    expect(names.filter((name) => !listed.has(name))).toEqual([])
  })

  it.each([
    '@mantine/hooks',
    'scheduler',
    'workbox-precaching',
    'workbox-window',
    '@fontsource-variable/source-sans-3',
    'Barcode Writer in Pure PostScript (inside bwip-js)',
    'PostgreSQL (inside @electric-sql/pglite)',
    'Liberation Sans (resources/fonts)',
  ])('name %s, which no source imports by its name', (name) => {
    expect(listed.has(name)).toBe(true)
  })

  it('hold no licence that would bind the whole program', () => {
    const known =
      /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|ISC|MIT|OFL-1\.1|PostgreSQL|Unlicense|\(MIT AND Zlib\)|\(MIT OR CC0-1\.0\))$/
    expect(shippedPackages().filter(({ licence }) => !known.test(licence))).toEqual([])
  })

  it('bring the texts of each kind of licence', () => {
    for (const words of [
      'Permission is hereby granted, free of charge',
      'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION',
      'SIL OPEN FONT LICENSE',
      'THE UNIVERSITY OF CALIFORNIA SPECIFICALLY DISCLAIMS',
      'Redistributions in binary form must reproduce',
      'Copyright (c) 2004-2024 Terry Burton',
      'Blue Oak Model License',
    ]) {
      expect(notices).toContain(words)
    }
  })

  it('leave out tools and what is replaced by nothing', () => {
    for (const name of ['vite', 'vitest', 'typescript', 'html2canvas', 'canvg', 'dompurify']) {
      expect(listed.has(name), name).toBe(false)
    }
  })
})
