import { registry } from '#shared/commands/registry'
import type { Actor } from '#shared/commands/definition'
import { refusalOf } from '#shared/commands/refusals/refusalOf'
import { entities } from '#shared/model/entities'
import { PullPage, PullRequest, PushRequest, PushResponse } from '#shared/protocol/messages'
import { pullPage } from '#shared/sync/pull'
import { pushCommands } from '#shared/sync/push'
import type { RefusalKeeper } from '#shared/sync/serverPorts'
import type { RunEnvironment } from '#shared/sync/runCommand'
import { HttpFailure } from '../../renderer/sync/httpFailure'
import type { HeldLease } from '../../renderer/store/serials'
import type { Transport } from '../../renderer/sync/transport'
import { newId } from '../../renderer/sync/newId'
import { testActor, testBranchId, testDeviceId } from './deviceStore'
import { createMemoryServer, type MemoryServer } from './memoryServer'

/** A server in memory behind the real cores, and a line to it that a test can cut. */
export class MemoryLine implements Transport {
  readonly server: MemoryServer
  offline = false
  /** The server works, its answer gets lost. */
  loseAnswers = false
  pushes: PushRequest[] = []
  pulls: PullRequest[] = []
  leasesAsked: number[] = []
  /** Called before each pull page is made. */
  beforePull: () => Promise<void> = async () => undefined
  actors: readonly Actor[] = [testActor]
  now = Date.parse('2026-07-10T02:00:00.000Z')

  constructor(
    server = createMemoryServer({ incarnation: 'incarnation-1' }),
    readonly deviceId = testDeviceId,
  ) {
    this.server = server
  }

  async push(request: PushRequest): Promise<PushResponse> {
    this.#assertLine()
    const { clientId, commands } = PushRequest.parse(throughJson(request))
    this.pushes.push(request)
    const answer = await pushCommands(this.server, clientId, commands, this.#run(), {
      resolveActor: async (id) => this.actors.find(({ userId }) => userId === id),
      now: () => this.now,
      isPoisoned: () => false,
      refusals: this.#refusals(),
      report: ({ error }) => {
        throw error
      },
    })
    this.#assertAnswer()
    return PushResponse.parse(throughJson(answer))
  }

  async pull(request: PullRequest): Promise<PullPage> {
    this.#assertLine()
    const question = PullRequest.parse(throughJson(request))
    this.pulls.push(question)
    await this.beforePull()
    const partitions = [`branch:${testBranchId}`, 'ref']
    const page = await pullPage(this.server.snapshot(), { ...question, partitions })
    this.#assertAnswer()
    const serverTime = new Date(this.now).toISOString()
    return PullPage.parse(throughJson({ ...page, serverTime }))
  }

  /** Grants one block of numbers the way the server does: a command of the system. */
  async requestLease(want: number): Promise<boolean> {
    this.#assertLine()
    this.leasesAsked.push(want)
    const from = this.leasesAsked.length * 1_000
    await this.grant({ from, to: from + 499 })
    return true
  }

  claimed: HeldLease[] = []

  async claimLeases(leases: readonly HeldLease[]): Promise<void> {
    this.#assertLine()
    this.claimed.push(...leases)
  }

  async grant(range: { from: number; to: number }): Promise<void> {
    const system: Actor = { userId: 'system', name: 'Sistem', roles: ['SYSTEM'] }
    const args = { leaseId: newId(), deviceId: this.deviceId, kind: 'PAYMENT_CODE', ...range }
    await this.runAs(system, 'numberLease.grant', args)
  }

  #system = 0

  /** A command that somebody else carries out on the server. */
  async runAs(actor: Actor, name: string, args: object): Promise<void> {
    this.#system += 1
    const command = {
      commandId: this.#system,
      uid: newId(),
      name,
      version: 1,
      args: throughJson(args) as never,
      occurredAt: new Date(this.now).toISOString(),
      actorId: actor.userId,
    }
    const client = '00000000-0000-7000-8000-00000000000a'
    const { outcomes } = await pushCommands(this.server, client, [command], this.#run(), {
      resolveActor: async () => actor,
      now: () => this.now,
      isPoisoned: () => false,
      report: ({ error }) => {
        throw error
      },
    })
    if (outcomes[0]?.outcome !== 'accepted') throw new Error(JSON.stringify(outcomes))
  }

  #run(): RunEnvironment {
    return {
      schema: entities,
      registry,
      branchId: testBranchId,
      deviceId: this.deviceId,
      where: 'server',
    }
  }

  #refusals(): RefusalKeeper {
    return {
      partition: `branch:${testBranchId}`,
      rowFor: async (command, outcome) => {
        const actorName = this.actors.find(({ userId }) => userId === command.actorId)?.name ?? ''
        const now = new Date(this.now).toISOString()
        return refusalOf({
          branchId: testBranchId,
          deviceId: this.deviceId,
          command,
          outcome,
          actorName,
          now,
        })
      },
    }
  }

  #assertLine(): void {
    if (this.offline) throw new HttpFailure({ kind: 'offline', reason: 'network' })
  }

  #assertAnswer(): void {
    if (this.loseAnswers) throw new HttpFailure({ kind: 'offline', reason: 'timeout' })
  }
}

/** What really travels. */
function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
