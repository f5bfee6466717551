import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { bundleFiles } from '../contract/browser/servePage'
import { Random } from '../model/random'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'
import { ChromiumProcess, storageEngines, type StorageEngine } from './lab/chromiumProcess'
import type { DiskNote } from './lab/diskNotes'
import { layLine, type Line } from './lab/line'
import { SmallDisk } from './lab/smallDisk'

// `npm run test:disk -- --runs 20` fills as many disks per engine; --seed <n> fills others. A disk
// takes a minute, too long for every test run.
const RUNS = Number(process.env['DISK_RUNS'] ?? 0)
const ENGINE = process.env['DISK_ENGINE']
const SEED = Number(process.env['DISK_SEED'] ?? 1)
const PATIENCE = 60_000
const MEGABYTES = 96
/** Bytes at most that another program leaves, at first. */
const LEFT = 400_000

/** What happens after the disk is full; in turn. */
const ends = ['is killed, then freed', 'starts while full'] as const

let server: TestServer
let person: TestPerson
let files: ReadonlyMap<string, string>
let serial = 0

if (RUNS === 0) console.warn('SKIPPED disk.spec.ts: disks are filled by npm run test:disk only')
test.skip(RUNS === 0, 'filled by npm run test:disk only')
test.beforeAll(async () => {
  files = await bundleFiles('../../faults/lab/diskPage.tsx', '/lab/')
  server = await startTestServer({ now: Date.now() })
  person = await server.addPerson('rini', ['AR'])
})
test.afterAll(() => server.close())
test.beforeEach(() => test.setTimeout(60_000 + RUNS * 240_000))

for (const engine of storageEngines) {
  test(`[H-35] [H-36] a disk that fills up loses nothing that was called saved (${engine.name})`, async () => {
    test.skip(ENGINE !== undefined && ENGINE !== engine.name, 'not asked for')
    const random = new Random(SEED)
    const results: Result[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const disk = await SmallDisk.mount(MEGABYTES)
      test.skip(!disk, 'SKIPPED: nothing can be mounted here')
      if (!disk) return
      const end = ends[run % ends.length] ?? ends[0]
      try {
        const result = await fillOnce(disk, engine, end, random)
        results.push(result)
        console.log(`${engine.name} ${run + 1}/${RUNS}: ${JSON.stringify(result)}`)
      } finally {
        await disk.scrap()
      }
    }
    report(engine, results)
    expect(results.flatMap(({ lost }) => lost)).toEqual([])
    const ended = results.filter(({ crashed }) => crashed).length
    const told = toldTimes(results)
    expect(told.length).toBeGreaterThanOrEqual(results.length - ended)
    expect(told.at(-1)).toBeLessThanOrEqual(1_000)
  })
}

interface Result {
  readonly end: (typeof ends)[number]
  readonly kind: SmallDisk['kind']
  readonly confirmed: number
  /** Of those: in the database, but not in its second home. */
  readonly once: number
  readonly toldAfterMs: number
  readonly answer: 'refused' | 'none'
  /** At each start: the computer, and how much waited on it. */
  readonly starts: readonly string[]
  readonly crashed: boolean
  readonly lost: readonly string[]
}

async function fillOnce(
  disk: SmallDisk,
  engine: StorageEngine,
  end: (typeof ends)[number],
  random: Random,
): Promise<Result> {
  const device = await Device.install(disk, engine)
  try {
    device.start('fill')
    await device.until('opened')
    device.line.cut()
    await device.untilSaved(random.int(1, 5))
    await disk.fill(random.int(0, LEFT))
    await sleep(random.int(0, 1_000))
    // What the browser itself gives back meanwhile is taken, too.
    const deadline = Date.now() + 2 * PATIENCE
    for (; !device.hasTold('full') && !device.hasEnded; await sleep(100)) {
      if (Date.now() > deadline) throw new Error(`never full: ${device.describe()}`)
      await disk.fill(0)
    }
    if (!device.hasEnded) await device.until('stopped')
    await device.kill()
    if (end === 'starts while full') {
      device.start('look')
      await sleep(random.int(2_000, 5_000))
      await device.kill()
    }
    await disk.empty()
    device.line.restore()
    device.start('drain')
    await device.until('sent')
    return {
      ...{ end, kind: disk.kind, confirmed: device.saved.size, crashed: device.crashed },
      once: [...device.saved.values()].filter((journal) => journal !== 'written').length,
      ...{ toldAfterMs: device.toldAfterMs, answer: device.answer, starts: device.starts },
      lost: await notOnServer([...device.saved.keys()]),
    }
  } finally {
    await device.scrap()
  }
}

/** Every confirmed command has one outcome, and is accepted. */
async function notOnServer(uids: readonly string[]): Promise<string[]> {
  if (uids.length === 0) throw new Error('nothing was saved before the disk was full')
  const rows = await server.database.db
    .selectFrom('sync_command')
    .select(['uid', 'outcome', 'code'])
    .where('uid', 'in', uids)
    .where('duplicate_of', 'is', null)
    .execute()
  return uids.flatMap((uid) => {
    const outcomes = rows.filter((row) => row.uid === uid)
    if (outcomes.length === 1 && outcomes[0]?.outcome === 'accepted') return []
    return [`${uid}: ${outcomes.map(({ outcome, code }) => code ?? outcome).join() || 'unknown'}`]
  })
}

/** In order, milliseconds. A browser that the full disk has ended tells nothing more. */
function toldTimes(results: readonly Result[]): number[] {
  const times = results.map(({ toldAfterMs }) => Math.round(toldAfterMs))
  return times.filter(Number.isFinite).sort((a, b) => a - b)
}

function report(engine: StorageEngine, results: readonly Result[]): void {
  const told = toldTimes(results)
  const sum = (of: (result: Result) => number) => results.reduce((all, one) => all + of(one), 0)
  console.log(
    `${engine.name}: ${results.length} full disks (${results[0]?.kind}), ` +
      `${sum(({ confirmed }) => confirmed)} commands acknowledged, ${sum(({ once }) => once)} of ` +
      `them without their journal, ${sum(({ lost }) => lost.length)} lost, ` +
      `${sum(({ crashed }) => Number(crashed))} browsers ended by themselves, ` +
      `${sum(({ answer }) => Number(answer === 'none'))} saves without an answer; told after ` +
      `${told[Math.floor(told.length / 2)]} ms (median), ${told.at(-1)} ms (longest)`,
  )
}

/** A computer whose whole profile lies on the small disk. */
class Device {
  readonly saved = new Map<string, string>()
  readonly #seen = new Map<DiskNote['kind'], number>()
  toldAfterMs = Number.POSITIVE_INFINITY
  answer: Result['answer'] = 'refused'
  readonly starts: string[] = []
  crashed = false
  #trouble = ''
  #alive = { doing: 'nothing', screen: '', at: 0 }

  private constructor(
    private readonly browser: ChromiumProcess,
    readonly line: Line,
  ) {}

  static async install(disk: SmallDisk, engine: StorageEngine): Promise<Device> {
    const made: Device[] = []
    const line = await layLine({
      ...{ target: () => server.url, script: files.get('page.js') ?? '', files },
      onNote: (body) => made[0]?.take(body as DiskNote),
    })
    const browser = await ChromiumProcess.install(engine, disk.path)
    await browser.protectStorageOf(line.url)
    const device = new Device(browser, line)
    made.push(device)
    return device
  }

  start(mode: 'fill' | 'look' | 'drain'): void {
    const { username, password } = person
    serial += 1
    const query = { mode, serial: String(serial * 10_000), user: username, password }
    this.browser.start(`${this.line.url}/lab/?${new URLSearchParams(query).toString()}`)
  }

  take(note: DiskNote): void {
    this.#seen.set(note.kind, (this.#seen.get(note.kind) ?? 0) + 1)
    if (note.kind === 'saved') this.saved.set(note.uid, note.journal)
    if (note.kind === 'opened') {
      this.starts.push(`${note.deviceId}: ${note.waiting}`)
      if (!note.isProtected) this.#trouble = 'the browser did not promise to keep the data'
    }
    if (note.kind === 'full') {
      this.toldAfterMs = note.toldAfterMs
      this.answer = note.answer
    }
    if (note.kind === 'trouble') this.#trouble = note.message
    if (note.kind === 'alive') this.#alive = { ...note, at: Date.now() }
  }

  get hasEnded(): boolean {
    return this.browser.endedByItself
  }

  describe(): string {
    const { doing, screen, at } = this.#alive
    return `${this.saved.size} saved; ${Date.now() - at} ms ago it was ${doing}; its screen: ${screen}`
  }

  hasTold(kind: DiskNote['kind']): boolean {
    if (this.#trouble) throw new Error(this.#trouble)
    return this.#seen.has(kind)
  }

  async until(kind: DiskNote['kind'], times = 1): Promise<void> {
    const end = Date.now() + PATIENCE
    while ((this.#seen.get(kind) ?? 0) < times) {
      if (Date.now() > end)
        throw new Error(`not told in time: ${kind}; ${this.#trouble}; ${this.describe()}`)
      await sleep(10)
    }
  }

  async untilSaved(count: number): Promise<void> {
    while (this.saved.size < count) await this.until('saved', this.saved.size + 1)
  }

  async kill(): Promise<void> {
    // A full disk may have ended it already.
    await this.browser.kill().catch(() => (this.crashed = true))
  }

  async scrap(): Promise<void> {
    if (this.browser.isRunning) await this.kill()
    await this.line.stop()
  }
}
