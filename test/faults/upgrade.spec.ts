import { cp, readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { chromium, expect, test } from '@playwright/test'
import type { EntityRow } from '#shared/model/entity'
import { entities } from '#shared/model/entities'
import { keyOf } from '#shared/sync/bufferedTx'
import type { PendingCommand, ShadowEntry } from '#shared/sync/clientPorts'
import { DATABASE_NAME, DATABASE_VERSION } from '../../renderer/store/schema'
import { bundlePage } from '../contract/browser/servePage'
import { Random } from '../model/random'
import { chromiumArguments, findChromium } from '../support/chromium'
import { ChromiumProcess, storageEngines, type StorageEngine } from './lab/chromiumProcess'
import { differences, type Inspection } from './lab/inspect'
import { layLine, type Line } from './lab/line'
import { Logbook } from './lab/logbook'
import type { Note, PilotMode } from './lab/pilot'
import { dumpDatabase, restoreDatabase, type RawDatabase } from './profile/rawDatabase'

// `npm run test:upgrade -- --kills 20` kills as often on each engine; --seed <n> at other moments.
const KILLS = Number(process.env['UPGRADE_KILLS'] ?? 2)
const SEED = Number(process.env['UPGRADE_SEED'] ?? 1)
const PATIENCE = 90_000
/** Shortly after the fixture was made: its owner's right to work offline has not ended then. */
const FIXTURE_TIME = '2026-11-26T02:00:00.000Z'

let fixture: RawDatabase
let line: Line
let log = new Logbook()

test.beforeAll(async () => {
  const file = new URL('../fixtures/profile-v2.json.gz', import.meta.url)
  fixture = JSON.parse(gunzipSync(await readFile(file)).toString()) as RawDatabase
  const script = await bundlePage('../../faults/lab/labPage.ts')
  // The server is away: the upgrade is the device's own affair.
  const target = () => 'http://127.0.0.1:9'
  line = await layLine({ target, script, onNote: (body) => log.take(body as Note) })
})
test.afterAll(() => line.stop())
test.beforeEach(() => test.setTimeout(120_000 + KILLS * 60_000))

for (const engine of storageEngines) {
  test(`[S-384] 500 unsent commands of the version before survive the upgrade, also one that is killed (${engine.name})`, async () => {
    const waiting = rowsOf<PendingCommand>(fixture, 'outbox')
    expect([fixture.version, waiting.length]).toEqual([20, 500])
    const template = await ChromiumProcess.install(engine)
    const machine = await ChromiumProcess.install(engine)
    try {
      await layDown(template)

      const took = await test.step('undisturbed', async () => {
        log = new Logbook()
        await renew(machine, template)
        const ms = await openOnce(machine)
        assertWhole(log.seen)
        await machine.kill()
        compareBase(await dump(machine.profile, engine))
        return ms
      })

      const random = new Random(SEED)
      let midway = 0
      for (let kill = 0; kill < KILLS; kill++) {
        await renew(machine, template)
        log = new Logbook()
        for (const { uid } of waiting) log.confirmed.add(uid)
        machine.start(address('look'))
        await log.waitUntil('the database is being opened', () => log.openings.length > 0, PATIENCE)
        // The first falls into it for certain, however much the machine has to do.
        await sleep(random.int(0, kill === 0 ? took / 3 : took))
        await machine.kill()
        await openOnce(machine)
        if (log.openings.at(-1) === fixture.version) midway += 1
        assertWhole(log.seen)
        await machine.kill()
      }
      console.log(`${engine.name}: ${KILLS} kills, ${midway} in the middle; undisturbed ${took} ms`)
      expect(midway).toBeGreaterThan(0)
    } finally {
      await template.scrap()
      await machine.scrap()
    }
  })
}

/** Puts the fixture into a profile, as the program of its time left it. */
async function layDown(browser: ChromiumProcess): Promise<void> {
  const context = await openProfile(browser.profile, browser.engine)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`${line.url}/lab/empty`)
  await page.evaluate(restoreDatabase, fixture)
  await context.close()
}

async function renew(machine: ChromiumProcess, template: ChromiumProcess): Promise<void> {
  await rm(machine.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  await cp(template.profile, machine.profile, { recursive: true })
}

/** Opens the database in this version. @returns milliseconds that opening and upgrade took */
async function openOnce(machine: ChromiumProcess): Promise<number> {
  const [openings, upToDate, opened] = [log.openings.length, log.upToDate, log.opened]
  machine.start(address('look'))
  await log.waitUntil('the page has started', () => log.openings.length > openings, PATIENCE)
  const begun = Date.now()
  await log.waitUntil('the upgrade', () => log.upToDate > upToDate, PATIENCE)
  const took = Date.now() - begun
  await log.waitUntil('a look at it', () => log.opened > opened, PATIENCE)
  return took
}

/** Nothing of the waiting work is lost or changed; the view is the base with it carried out. */
function assertWhole(found: Inspection | undefined): void {
  if (!found) throw new Error('nothing was seen')
  const waiting = rowsOf<PendingCommand>(fixture, 'outbox')
  const asMap = (list: readonly Pick<PendingCommand, 'id' | 'uid' | 'name' | 'args'>[]) =>
    new Map(list.map(({ id, uid, name, args }) => [String(id), { uid, name, args }]))
  expect(differences('outbox', asMap(waiting), asMap(found.outbox))).toEqual([])
  expect(found.problems).toEqual([])
}

/** The server's rows as last pulled are the same as before the upgrade. */
function compareBase(after: RawDatabase): void {
  expect(after.version).toBe(DATABASE_VERSION * 10)
  expect(differences('base', baseOf(fixture), baseOf(after)).slice(0, 5)).toEqual([])
}

/** The view with the images of the server put back. */
function baseOf(raw: RawDatabase): Map<string, unknown> {
  const base = new Map<string, unknown>()
  for (const entity of Object.keys(entities)) {
    for (const stored of rowsOf<EntityRow>(raw, entity)) {
      // Search fields are the store's own affair.
      const fields = Object.entries(stored).filter(([name]) => !name.startsWith('_'))
      base.set(keyOf(entity, stored.id), Object.fromEntries(fields))
    }
  }
  for (const { entity, id, row } of rowsOf<ShadowEntry>(raw, 'shadow')) {
    if (row) base.set(keyOf(entity, id), row)
    else base.delete(keyOf(entity, id))
  }
  return base
}

function rowsOf<Row>(raw: RawDatabase, name: string): Row[] {
  return (raw.stores.find((store) => store.name === name)?.rows ?? []) as Row[]
}

async function dump(profile: string, engine: StorageEngine): Promise<RawDatabase> {
  const context = await openProfile(profile, engine)
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(`${line.url}/lab/empty`)
    return await page.evaluate(dumpDatabase, { name: DATABASE_NAME, leaveOut: ['keys'] })
  } finally {
    await context.close()
  }
}

function openProfile(profile: string, engine: StorageEngine) {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [...chromiumArguments(), ...engine.args],
  })
}

function address(pilot: PilotMode): string {
  const query = new URLSearchParams({ scenario: 'product', pilot, now: FIXTURE_TIME })
  return `${line.url}/lab/?${query.toString()}`
}
