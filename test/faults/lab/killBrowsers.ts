import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../model/random'
import { startTestServer } from '../../support/server'
import { KilledDevice, person, SCENARIO, type DeviceOptions } from './killedDevice'
import { LabServer } from './labServer'
import { labScenario } from './labScenario'
import type { Logbook } from './logbook'

/** They make the first pull long. */
const FILLERS = 1_500

export interface KillingOptions extends Omit<DeviceOptions, 'target'> {
  readonly kills: number
  readonly seed: number
  /** Ends the running browser, and does to its profile what the test is about. */
  end(device: KilledDevice, random: Random, kill: number): Promise<void>
}

/**
 * Kills the browser of a device that works, in turn during saves, rounds of the sync, piles of work,
 * first pulls and its own start; then lets it send everything and compares it with the server.
 */
export async function killBrowsers(options: KillingOptions): Promise<Logbook> {
  const { engine, kills, seed, end } = options
  const { schema, registry, scenario } = labScenario(SCENARIO)
  const server = await startTestServer({ entities: schema, registry, now: Date.now() })
  const lab = new LabServer(server.database, SCENARIO)
  await lab.begin(FILLERS)
  await server.addPerson(person.username, scenario.roles)
  const device = await KilledDevice.install({ ...options, target: () => server.url })
  const random = new Random(seed)
  const others = work(lab, random)
  // A clock that hurries: a command that crashes its handler is set aside after minutes of it.
  const timer = setInterval(() => (server.clock.now += 1_200), 20)
  const kinds = ['save', 'sync', 'rebase', 'bootstrap', 'sync', 'start'] as const
  const done: Record<string, number> = {}
  let midway = 0
  try {
    for (let kill = 0; kill < kills; kill++) {
      const kind = kinds[kill % kinds.length] ?? 'sync'
      // Every device has to fetch the branch anew: the kill falls into its first pull.
      if (kind === 'bootstrap') await lab.raiseEpoch()
      const mode = kind === 'save' || kind === 'rebase' ? kind : 'sync'
      device.start(mode, random)
      if (kind === 'start') await sleep(random.int(100, 1_500))
      else await device.isOpened()
      // So that there is a branch to work in, and a whole round before the one that is cut.
      if (kind === 'sync') await device.anotherRound()
      if (kind === 'sync' || kind === 'rebase') await device.isAsking('/sync/push')
      if (kind === 'bootstrap') await device.isAsking('/sync/pull')
      await sleep(random.int(0, kind === 'bootstrap' ? 1_500 : 400))
      if (device.isInRound) midway += 1
      await end(device, random, kill)
      done[kind] = (done[kind] ?? 0) + 1
    }
    await others.end()
    await device.drain(random)
    console.log(
      `${engine.name}: ${JSON.stringify(done)}, ${midway} with a request under way; ` +
        device.describe(),
    )
    await device.judgeBy(lab)
    return device.log
  } catch (error) {
    console.log(`${engine.name}, failed: ${device.describe()}`)
    throw error
  } finally {
    clearInterval(timer)
    await others.end()
    await device.scrap()
    await server.close()
  }
}

/** Other people's and the bank's work, until it is ended. */
function work(lab: LabServer, random: Random): { end(): Promise<void> } {
  const own = new Random(random.int(1, 1_000_000))
  let isOver = false
  const going = (async () => {
    while (!isOver) {
      await lab.command(own)
      await sleep(100)
    }
  })()
  return {
    end() {
      isOver = true
      return going
    },
  }
}
