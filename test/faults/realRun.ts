import type { BrowserContext, Page } from '@playwright/test'
import { Random } from '../model/random'
import type { TestPerson, TestServer } from '../support/server'
import { layLine, type Line, type LineCounts } from './lab/line'
import { LabServer } from './lab/labServer'
import type { ScenarioName } from './lab/labScenario'
import { findLost, judge } from './lab/verdict'
import type { Inspection } from './lab/inspect'

const DEVICES = 3
const MINUTE = 60_000
const MAX_DRAIN_ROUNDS = 60

export interface RealRunOptions {
  readonly seed: number
  readonly scenario: ScenarioName
  readonly steps: number
  readonly context: BrowserContext
  readonly server: TestServer
  readonly person: TestPerson
  readonly script: string
}

export interface RealCounts extends LineCounts {
  saved: number
  refused: number
  accepted: number
  rejected: number
  rounds: number
  failedRounds: number
  staleRounds: number
  reloads: number
  closedWindows: number
  epochs: number
  serverCommands: number
}

interface Device {
  readonly index: number
  readonly line: Line
  readonly windows: Page[]
  /** uid of every command for which `execute` said yes. */
  readonly confirmed: Set<string>
}

/** What went wrong, and how to see it again. */
export class RealFailure extends Error {
  override readonly name = 'RealFailure'
  constructor(seed: number, trace: readonly string[], cause: unknown) {
    const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    super(`seed ${seed}: ${reason}\n${trace.join('\n')}`, { cause })
  }
}

/**
 * Plays one seed over the real parts: devices with two windows each in Chromium, lines that lose,
 * double and delay messages, Fastify, and the database behind it. Then the faults stop and
 * everything must agree.
 * @throws RealFailure with the list of actions
 */
export async function runRealSeed(options: RealRunOptions): Promise<RealCounts> {
  const run = new RealRun(options)
  try {
    await run.begin()
    for (let step = 1; step <= options.steps; step++) await run.step(step)
    await run.drain()
    await run.check()
    return run.counts
  } catch (error) {
    throw new RealFailure(options.seed, run.trace, error)
  } finally {
    await run.end()
  }
}

class RealRun {
  readonly trace: string[] = []
  readonly counts: RealCounts = {
    ...{ saved: 0, refused: 0, accepted: 0, rejected: 0, rounds: 0, failedRounds: 0 },
    ...{ staleRounds: 0, reloads: 0, closedWindows: 0, epochs: 0, serverCommands: 0 },
    ...{ requests: 0, lostRequests: 0, lostAnswers: 0, doubled: 0, late: 0, slow: 0, cuts: 0 },
  }
  readonly #random: Random
  readonly #lab: LabServer
  readonly #devices: Device[] = []
  #underWay: Promise<void>[] = []

  constructor(private readonly options: RealRunOptions) {
    this.#random = new Random(options.seed)
    this.#lab = new LabServer(options.server.database, options.scenario)
  }

  async begin(): Promise<void> {
    const { seed, server, script, person } = this.options
    await this.#lab.begin(0)
    for (let index = 0; index < DEVICES; index++) {
      const line = await layLine({ target: () => server.url, script })
      const device: Device = { index, line, windows: [], confirmed: new Set() }
      this.#devices.push(device)
      const page = await this.#openWindow(device)
      const result = await page.evaluate(
        ([name, secret]) => window.lab.signIn(name!, secret!),
        [person.username, person.password],
      )
      if (result !== 'ok') throw new Error(`sign-in: ${result}`)
      await page.evaluate(() => window.lab.sync())
      await this.#openWindow(device)
      line.disturb(new Random(seed * 100 + index))
    }
  }

  async step(step: number): Promise<void> {
    const random = this.#random
    // A command that crashes its handler is set aside after minutes, not at once.
    this.options.server.clock.now += MINUTE
    const action = random.weighted<() => Promise<string>>([
      { weight: 12, value: () => this.#act() },
      { weight: 7, value: () => this.#startSync() },
      { weight: 2, value: () => this.#settle() },
      { weight: 3, value: () => this.#serverCommand() },
      { weight: 1, value: () => this.#reload() },
      { weight: 1, value: () => this.#reopen() },
      { weight: 1.5, value: () => this.#cutOrRestore() },
      { weight: 0.4, value: () => this.#raiseEpoch() },
      { weight: 1, value: () => this.#checkOne() },
    ])
    this.trace.push(`${step}: ${await action()}`)
  }

  /** Faults stop; whoever is late arrives; then everybody syncs until nothing waits. */
  async drain(): Promise<void> {
    for (const { line } of this.#devices) {
      line.disturb(undefined)
      line.restore()
    }
    await this.#settle()
    for (let round = 1; ; round++) {
      if (round > MAX_DRAIN_ROUNDS) throw new Error('I9: the queues do not drain')
      this.options.server.clock.now += MINUTE
      let waiting = 0
      for (const device of this.#devices) {
        const outcome = await this.#window(device, 0).evaluate(() => window.lab.sync())
        this.trace.push(`calm ${round}: c${device.index} ${outcome}`)
        if (outcome !== 'synced' && outcome !== 'stale') throw new Error(`calm: ${outcome}`)
        const { outbox } = await this.#inspect(device)
        waiting += outbox.length
      }
      if (waiting === 0) break
    }
    // Once more for all: what the last one sent, the others have not seen.
    for (const device of this.#devices) {
      await this.#window(device, 0).evaluate(() => window.lab.sync())
    }
  }

  async check(): Promise<void> {
    await this.#lab.check()
    const held = await this.#lab.heldRows()
    const stored = await this.#lab.stored()
    const problems: string[] = []
    for (const device of this.#devices) {
      const { index, confirmed } = device
      const found = await this.#inspect(device)
      const name = `c${index}`
      const verdict = judge({ name, index, found, confirmed, stored, held })
      problems.push(...verdict.problems)
      this.counts.accepted += verdict.accepted
      this.counts.rejected += verdict.rejected
      // Every answer of `execute` was heard here: there is nothing else.
      const all = found.archive.length + found.rejections.length
      if (all !== confirmed.size) {
        problems.push(`I4: ${confirmed.size} confirmed by ${name}, ${all} settled`)
      }
    }
    if (problems.length > 0) throw new Error(problems.slice(0, 20).join('\n'))
  }

  async end(): Promise<void> {
    for (const { windows } of this.#devices) {
      for (const page of windows) await page.close().catch(() => undefined)
    }
    await Promise.allSettled(this.#underWay)
    for (const { line } of this.#devices) {
      for (const key of Object.keys(line.counts) as (keyof LineCounts)[]) {
        this.counts[key] += line.counts[key]
      }
      await line.stop()
    }
  }

  /** One person works for a moment: a few commands in a row. */
  async #act(): Promise<string> {
    const device = this.#anyDevice()
    const page = this.#anyWindow(device)
    const seeds = Array.from({ length: this.#random.int(1, 4) }, () => this.#random.int(1, 2 ** 30))
    const all = await page.evaluate(async (list) => {
      const done = []
      for (const seed of list) done.push(await window.lab.act(seed))
      return done
    }, seeds)
    for (const done of all) {
      if (done.kind === 'saved') device.confirmed.add(done.uid)
      if (done.kind !== 'nothing') this.counts[done.kind] += 1
    }
    return `c${device.index} ${JSON.stringify(all)}`
  }

  /** Rounds begin and go on beside what follows; often in two windows of one device at once. */
  async #startSync(): Promise<string> {
    const device = this.#anyDevice()
    const pages = this.#random.chance(0.4) ? device.windows : [this.#anyWindow(device)]
    for (const page of pages) {
      const name = `c${device.index}.${device.windows.indexOf(page)}`
      this.#underWay.push(this.#oneRound(page, name))
    }
    return `c${device.index} starts ${pages.length} rounds`
  }

  async #oneRound(page: Page, name: string): Promise<void> {
    let outcome: string
    try {
      outcome = await page.evaluate(() => window.lab.sync())
    } catch (error) {
      // The window was reloaded or closed meanwhile.
      if (isGone(error)) return
      throw error
    }
    this.counts.rounds += 1
    if (outcome === 'stale') this.counts.staleRounds += 1
    if (outcome.startsWith('failed')) this.counts.failedRounds += 1
    this.trace.push(`   ${name} round: ${outcome.slice(0, 200)}`)
    if (outcome.startsWith('recovering')) throw new Error(`${name}: ${outcome}`)
  }

  async #settle(): Promise<string> {
    const count = this.#underWay.length
    await Promise.all(this.#underWay.splice(0))
    return `${count} rounds have ended`
  }

  async #serverCommand(): Promise<string> {
    const done = await this.#lab.command(this.#random)
    if (done) this.counts.serverCommands += 1
    return `server command: ${done ? 'done' : 'nothing'}`
  }

  async #reload(): Promise<string> {
    const device = this.#anyDevice()
    const page = this.#anyWindow(device)
    await page.reload()
    await page.waitForFunction(() => 'lab' in window)
    this.counts.reloads += 1
    return `c${device.index} reloads a window`
  }

  async #reopen(): Promise<string> {
    const device = this.#anyDevice()
    const place = this.#random.int(0, device.windows.length - 1)
    await this.#window(device, place).close()
    device.windows.splice(place, 1)
    await this.#openWindow(device)
    this.counts.closedWindows += 1
    return `c${device.index} closes a window and opens another`
  }

  async #cutOrRestore(): Promise<string> {
    const { index, line } = this.#anyDevice()
    if (this.#random.chance(0.4)) line.cut()
    else line.restore()
    return `c${index}'s line is cut or mended`
  }

  async #raiseEpoch(): Promise<string> {
    await this.#lab.raiseEpoch()
    this.counts.epochs += 1
    return 'the branch has a new epoch'
  }

  async #checkOne(): Promise<string> {
    const device = this.#anyDevice()
    await this.#inspect(device)
    return `c${device.index} is consistent`
  }

  async #inspect(device: Device): Promise<Inspection> {
    const found = await this.#window(device, 0).evaluate(() => window.lab.inspect())
    const problems = [...findLost(found, device.confirmed), ...found.problems]
    if (problems.length > 0) throw new Error(`c${device.index}: ${problems.join('\n')}`)
    return found
  }

  async #openWindow(device: Device): Promise<Page> {
    const page = await this.options.context.newPage()
    page.on('pageerror', (error) => this.trace.push(`   page error: ${error.message}`))
    const { scenario } = this.options
    // Some windows ask for small pages, so that pulls are staged or written page by page.
    const pages = this.#random.pick([0, 0, 2, 4])
    const query = `scenario=${scenario}&client=${device.index}&pages=${pages}`
    await page.goto(`${device.line.url}/lab/?${query}`)
    await page.waitForFunction(() => 'lab' in window)
    device.windows.push(page)
    return page
  }

  #anyDevice(): Device {
    return this.#random.pick(this.#devices)
  }

  #anyWindow(device: Device): Page {
    return this.#random.pick(device.windows)
  }

  #window(device: Device, place: number): Page {
    const page = device.windows[place]
    if (!page) throw new Error(`c${device.index} has no window ${place}`)
    return page
  }
}

function isGone(error: unknown): boolean {
  return /closed|navigation|context was destroyed|crashed/i.test(String(error))
}
