/**
 * Writes THIRD-PARTY-NOTICES.md: every package that reaches users, with its licence text. Shipped
 * are the server's dependencies (as packages), whatever the sources import (bundled), and the
 * parts of Workbox that the service worker is made of. Run it after every change of dependencies:
 * `node scripts/notices.mjs`; a test compares the file with what it would write.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { sourceFiles } from './sourceFiles.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const FILE = 'THIRD-PARTY-NOTICES.md'

const MIT_LICENCE = `MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`

const POSTGRESQL_LICENCE = `PostgreSQL Database Management System
(formerly known as Postgres, then as Postgres95)

Portions Copyright (c) 1996-2025, PostgreSQL Global Development Group

Portions Copyright (c) 1994, The Regents of the University of California

Permission to use, copy, modify, and distribute this software and its
documentation for any purpose, without fee, and without a written agreement
is hereby granted, provided that the above copyright notice and this
paragraph and the following two paragraphs appear in all copies.

IN NO EVENT SHALL THE UNIVERSITY OF CALIFORNIA BE LIABLE TO ANY PARTY FOR
DIRECT, INDIRECT, SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, INCLUDING
LOST PROFITS, ARISING OUT OF THE USE OF THIS SOFTWARE AND ITS DOCUMENTATION,
EVEN IF THE UNIVERSITY OF CALIFORNIA HAS BEEN ADVISED OF THE POSSIBILITY OF
SUCH DAMAGE.

THE UNIVERSITY OF CALIFORNIA SPECIFICALLY DISCLAIMS ANY WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS FOR A PARTICULAR PURPOSE. THE SOFTWARE PROVIDED HEREUNDER IS
ON AN "AS IS" BASIS, AND THE UNIVERSITY OF CALIFORNIA HAS NO OBLIGATIONS TO
PROVIDE MAINTENANCE, SUPPORT, UPDATES, ENHANCEMENTS, OR MODIFICATIONS.`

/** What the build of the service worker puts into the application. */
const WORKBOX = ['core', 'precaching', 'routing', 'strategies', 'window'].map((n) => `workbox-${n}`)

/** Replaced by an empty module (vite.renderer.config.ts). */
const LEFT_OUT = new Set(['html2canvas', 'dompurify', 'canvg'])

/** Not a package of ours to ship: installers carry Electron with its own licence files. */
const BESIDE = new Set(['electron'])

/** Works inside packages whose own licence the package does not repeat, and files of ours. */
const extras = [
  {
    name: 'Barcode Writer in Pure PostScript (inside bwip-js)',
    licence: 'MIT',
    text: () => {
      const text = readLicence('node_modules/bwip-js/LICENSE')
      return text.replace(/^Copyright .*$/m, 'Copyright (c) 2004-2024 Terry Burton')
    },
  },
  {
    name: 'PostgreSQL (inside @electric-sql/pglite)',
    licence: 'PostgreSQL',
    text: () => POSTGRESQL_LICENCE,
  },
  {
    name: 'Liberation Sans (resources/fonts)',
    licence: 'OFL-1.1',
    text: () => readLicence('resources/fonts/LICENSE-Liberation.txt'),
  },
]

/** The packages that reach users, sorted: `{ name, version, licence, folder }`. */
export function shippedPackages() {
  const { dependencies } = readJson('package.json')
  const found = new Map()
  const visit = (name, from) => {
    if (LEFT_OUT.has(name) || BESIDE.has(name) || name.startsWith('@types/')) return
    const folder = findFolder(name, from)
    // Optional packages of other platforms are not there and carry the text of their parent.
    if (folder === undefined || found.has(folder)) return
    const info = readJson(join(folder, 'package.json'))
    found.set(folder, { name, version: info.version, licence: licenceName(info), folder })
    const peers = Object.keys(info.peerDependencies ?? {}).filter(
      (peer) => info.peerDependenciesMeta?.[peer]?.optional !== true,
    )
    for (const next of [...Object.keys(info.dependencies ?? {}), ...peers]) visit(next, folder)
  }
  for (const name of [...Object.keys(dependencies), ...importedPackages(), ...WORKBOX]) {
    if (findFolder(name, '') === undefined) throw new Error(`${name} is not installed`)
    visit(name, '')
  }
  const order = ({ name, version }) => `${name}@${version}`
  const byName = new Map([...found.values()].map((one) => [order(one), one]))
  return [...byName.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** Names of the packages that the sources import. */
export function importedPackages() {
  const names = new Set()
  for (const path of sourceFiles(root, ['shared', 'renderer', 'electron', 'server'])) {
    const { module } = parseSync(path, readFileSync(path, 'utf8'))
    const requests = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
      ),
      ...module.dynamicImports.flatMap(({ moduleRequest }) => {
        const text = readFileSync(path, 'utf8').slice(moduleRequest.start, moduleRequest.end)
        return /^['"`]([^$]+)['"`]$/.exec(text)?.[1] ?? []
      }),
    ]
    for (const request of requests) {
      const name = /^(@[^/]+\/[^/]+|[^@./#:][^/:]*)(\/|$)/.exec(request)?.[1]
      if (name && !builtinModules.includes(name) && !BESIDE.has(name)) names.add(name)
    }
  }
  return [...names].sort((a, b) => (a < b ? -1 : 1))
}

/** The whole file. */
export function renderNotices() {
  const packages = shippedPackages()
  const list = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
  const more = extras.map(({ name, licence }) => `| ${name} | | ${licence} |`)
  return `# Third-party notices

SMILE Loket is licensed under the Apache License 2.0 (\`LICENSE\`). It contains or is delivered with
the works below. This file is written by \`node scripts/notices.mjs\`; do not edit it by hand.

Installers also carry Electron and Chromium, whose licences (\`LICENSE.electron.txt\`,
\`LICENSES.chromium.html\`) electron-builder puts beside the program. Tools that only build or test
are not delivered and not listed.

| Work | Version | Licence |
| --- | --- | --- |
${[...list, ...more].join('\n')}

## Licence texts

${licenceSections(packages).join('\n\n')}
`
}

/** One section per wording; works whose texts differ in nothing but the copyright share it. */
function licenceSections(packages) {
  const wordings = new Map()
  const works = [
    ...packages.map((one) => ({
      title: `${one.name} ${one.version}`,
      licence: one.licence,
      text: textOf(one),
    })),
    ...extras.map(({ name, licence, text }) => ({ title: name, licence, text: text() })),
  ]
  for (const { title, licence, text } of works) {
    const { holders, body } = splitText(text)
    const key = body.replace(/[\s"'“”]+/g, ' ').toLowerCase()
    const wording = wordings.get(key) ?? { licence, body, works: [] }
    wording.works.push([title, ...holders.map((line) => `  ${line}`)].join('\n'))
    wordings.set(key, wording)
  }
  return [...wordings.values()].map(
    ({ licence, body, works: own }) =>
      `### ${licence}\n\n\`\`\`text\n${own.join('\n')}\n\n${body}\n\`\`\``,
  )
}

/** Copyright lines at the head of a text, and the rest. Long texts keep theirs where they stand. */
function splitText(text) {
  const lines = text.split('\n')
  if (lines.length > 60) return { holders: [], body: text }
  const isHolder = (line) => /^\W*(copyright\b|\(c\)|©)/i.test(line) && line.length < 200
  return {
    holders: lines.filter(isHolder).map((line) => line.trim()),
    body: lines
      .filter((line) => !isHolder(line))
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  }
}

function textOf({ name, folder, licence }) {
  const file = readdirSync(join(root, folder)).find((one) => /^(licen[cs]e|copying)/i.test(one))
  const notice = existsSync(join(root, folder, 'NOTICE'))
    ? `\n\n${readLicence(join(folder, 'NOTICE'))}`
    : ''
  if (file) return readLicence(join(folder, file)) + notice
  const { author, contributors } = readJson(join(folder, 'package.json'))
  const holder = nameOf(author) ?? nameOf(contributors?.[0]) ?? `the contributors of ${name}`
  if (licence !== 'MIT') throw new Error(`${name} (${licence}) brings no licence text`)
  return `Copyright (c) ${holder}\n\n${MIT_LICENCE}`
}

function nameOf(person) {
  return typeof person === 'string' ? person.replace(/\s*[<(].*$/, '') : person?.name
}

function licenceName(info) {
  const { license } = info
  if (typeof license === 'string') return license
  if (license?.type) return license.type
  throw new Error(`${info.name} names no licence`)
}

function readLicence(path) {
  const text = readFileSync(join(root, path), 'utf8')
    .replace(/\r\n?/g, '\n')
    .replaceAll('```', "'''")
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** Folder of a package as Node finds it from another package's folder; relative to the project. */
function findFolder(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at === '.' ? '' : at, 'node_modules', name)
    if (existsSync(join(root, folder, 'package.json'))) return folder
    if (at === '' || at === '.') return undefined
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { format, resolveConfig } = await import('prettier')
  const text = renderNotices()
  const config = (await resolveConfig(join(root, FILE))) ?? {}
  writeFileSync(join(root, FILE), await format(text, { ...config, parser: 'markdown' }))
  console.log(`${FILE}: ${shippedPackages().length} packages`)
}
