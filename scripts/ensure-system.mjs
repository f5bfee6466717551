/**
 * The tests drive a real Chromium, read PDFs with poppler and run PostgreSQL. On a Debian machine
 * with the right to install, missing ones are installed; elsewhere the list is printed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

const needs = [
  { what: 'Chromium', packages: ['chromium'], isThere: hasChromium },
  {
    what: 'poppler (pdftotext, pdftoppm)',
    packages: ['poppler-utils'],
    isThere: () => onPath('pdftotext'),
  },
  { what: 'PostgreSQL', packages: ['postgresql'], isThere: hasPostgres },
]

const missing = needs.filter(({ isThere }) => !isThere())
if (missing.length > 0) install(missing)
const still = needs.filter(({ isThere }) => !isThere())
for (const { what, packages } of still) {
  console.error(`Missing: ${what}. Install the Debian package ${packages.join(' ')} or its like.`)
}
if (still.length > 0) process.exit(1)

function install(list) {
  const packages = list.flatMap((need) => need.packages)
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return
  console.log(`Installing ${packages.join(', ')} …`)
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

function hasChromium() {
  const named = process.env.CHROMIUM_PATH
  return (
    (named && existsSync(named)) ||
    onPath('chromium') ||
    onPath('chromium-browser') ||
    onPath('google-chrome')
  )
}

function hasPostgres() {
  if (onPath('initdb')) return true
  const root = '/usr/lib/postgresql'
  return existsSync(root) && readdirSync(root).some((v) => existsSync(`${root}/${v}/bin/initdb`))
}

function onPath(command) {
  return spawnSync('which', [command], { stdio: 'ignore' }).status === 0
}
