/**
 * A working week without a restart, in a hurry (reliability.md T34): 40 hours in which the device
 * without screens changes 20,000 fields, each hour in fifty rounds of the sync, and 40 in which a
 * person walks through the screens of the built program, always in the same window. It prints what
 * page, browser and server hold on to after each hour, and how growth and the time of a save compare
 * with the first hours. The changes add no rows to the device, so nothing there has a reason to grow;
 * the heap of the page counts compiled code, which the engine goes on making for hours.
 *
 * `SOAK_HOURS` makes the week shorter, `SOAK_ONLY=work` or `screens` does one half.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { build, findBuildState } from '../../scripts/lib/build.mjs'
import type { RunningServer } from '../support/serverProcess'
import { FootprintMeter, type Footprint } from './device/footprint'
import { walkScreens } from './device/screenWalk'
import { practicePerson, Stage } from './device/stage'
import { median, percentile } from './measure'

const HOURS = Number(process.env['SOAK_HOURS'] ?? '40')
const ONLY = process.env['SOAK_ONLY']
const ROUNDS_AN_HOUR = 50
const EDITS_A_ROUND = 10
/** The first hour fills caches and compiles; growth is counted from after it. */
const WARM_UP = 1
/** Hours whose median stands for the beginning and for the end. */
const SAMPLE = 5

if (HOURS < WARM_UP + 2 * SAMPLE) throw new Error(`SOAK_HOURS: at least ${WARM_UP + 2 * SAMPLE}`)
const report: Record<string, unknown> = { benchmark: 'soak', hours: HOURS }
if (ONLY !== 'screens') report['work'] = await onStage(work)
if (ONLY !== 'work') report['screens'] = await onStage(screens)
console.log(JSON.stringify(report, null, 2))

async function onStage(part: (stage: Stage) => Promise<object>): Promise<object> {
  const stage = new Stage()
  try {
    return await part(stage)
  } finally {
    await stage.clear()
  }
}

async function work(stage: Stage): Promise<object> {
  const server = await stage.startServer(1, await stage.buildDevicePage())
  const page = await stage.openDevicePage(server)
  const { username, password } = practicePerson('AR')
  await page.evaluate(([name, secret]) => window.device.signIn(name!, secret!), [
    username,
    password,
  ] as const)
  await page.evaluate(() => window.device.pull())
  const saves: number[][] = []
  const footprints = await everyHour('work', page, server, async () => {
    saves.push(await workAnHour(page))
  })
  const waiting = await page.evaluate(() => window.device.waiting())
  if (waiting > 0) throw new Error(`${waiting} commands were never settled`)
  const p95 = (hours: number[][]) => percentile(hours.flat(), 95)
  const [first, last] = [p95(saves.slice(0, SAMPLE)), p95(saves.slice(-SAMPLE))]
  return {
    commands: saves.flat().length,
    saveMs: { firstP95: first, lastP95: last, ratio: ratio(last, first) },
    ...compare(footprints),
  }
}

async function workAnHour(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS_AN_HOUR; round++) {
    times.push(...(await page.evaluate((count) => window.device.edit(count), EDITS_A_ROUND)))
    await page.evaluate(async () => {
      await window.device.push()
      await window.device.pull()
    })
  }
  return times
}

async function screens(stage: Stage): Promise<object> {
  const root = process.cwd()
  // On a clean clone there is no built program, and an old one would tell nothing.
  if (findBuildState(root) !== 'fresh') await build(root, (line) => console.error(line))
  const server = await stage.startServer(1, join(root, 'out/renderer'))
  const page = await stage.openPage(server)
  const { username, password } = practicePerson('AR')
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByText('Terkirim semua').waitFor({ timeout: 60_000 })
  let visited = 0
  const footprints = await everyHour('screens', page, server, async () => {
    visited += await walkScreens(page)
  })
  return { screensVisited: visited, ...compare(footprints) }
}

async function everyHour(
  name: string,
  page: Page,
  server: RunningServer,
  hour: () => Promise<void>,
): Promise<Footprint[]> {
  const meter = await FootprintMeter.attach(page, server.child.pid ?? 0)
  const footprints: Footprint[] = []
  for (let n = 1; n <= HOURS; n++) {
    await hour()
    footprints.push(await meter.measure())
    console.error(`${name}, hour ${n}: ${JSON.stringify(footprints.at(-1))}`)
  }
  return footprints
}

/** Beginning, end and their ratio, of each thing that is held. */
function compare(footprints: readonly Footprint[]): object {
  const beginning = footprints.slice(WARM_UP, WARM_UP + SAMPLE)
  const end = footprints.slice(-SAMPLE)
  const keys = Object.keys(footprints[0] ?? {}) as (keyof Footprint)[]
  return Object.fromEntries(
    keys.map((key) => {
      const [first, last] = [beginning, end].map((part) => median(part.map((one) => one[key])))
      return [key, { first, last, ratio: ratio(last ?? 0, first ?? 0) }]
    }),
  )
}

function ratio(a: number, b: number): number {
  return Math.round((a / b) * 1000) / 1000
}
