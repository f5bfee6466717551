import { registry } from '#shared/commands/registry'
import type { Actor } from '#shared/commands/definition'
import type { Role } from '#shared/permissions/roles'
import type { Store } from '../../renderer/store/database'
import { AccessToken } from '../../renderer/sync/accessToken'
import type { SignedIn } from '../../renderer/sync/authApi'
import { HttpClient } from '../../renderer/sync/httpClient'
import { clientEnvironment, type CommandRuntime } from '../../renderer/sync/runtime'
import { WorkJournal } from '../../renderer/sync/journal/workJournal'
import type { PullPace } from '../../renderer/sync/pullPace'
import type { PushPace } from '../../renderer/sync/pushPace'
import type { PullSizes } from '../../renderer/sync/syncDeps'
import { syncOnce, type SyncOutcome } from '../../renderer/sync/syncOnce'
import { httpTransport } from '../../renderer/sync/transport'
import { openTestStore } from './deviceStore'
import { TestDevice } from './device'
import type { TestPerson } from './server'

/** What lies between a device and the server; usually nothing to speak of. */
export interface Line {
  readonly fetch?: typeof fetch
  /** What the device remembers of earlier rounds; nothing without it. */
  readonly paces?: { readonly push: PushPace; readonly pull: PullPace }
}

/**
 * The renderer's own store and sync over real HTTP, with the person signed in: everything of a
 * device but its screens. IndexedDB lives in memory.
 */
export class HttpDevice {
  private constructor(
    readonly door: TestDevice,
    readonly store: Store,
    readonly runtime: CommandRuntime,
    readonly needsSerials: boolean,
    private readonly person: TestPerson,
    private readonly now: () => number,
    private readonly line: Line,
  ) {}

  static async open(
    url: string,
    person: TestPerson,
    now: () => number,
    line: Line = {},
  ): Promise<HttpDevice> {
    const door = new TestDevice(url)
    const { body } = await door.signIn(person)
    const { id, name, roles } = body['user'] as { id: string; name: string; roles: Role[] }
    const actor: Actor = { userId: id, name, roles }
    const store = await openTestStore()
    const identity = { actor, branchId: person.branchId, deviceId: door.deviceId }
    const runtime: CommandRuntime = {
      store,
      registry,
      identity: () => identity,
      now,
      poke: () => undefined,
      journal: new WorkJournal(undefined),
    }
    return new HttpDevice(door, store, runtime, roles.includes('PIUTANG'), person, now, line)
  }

  /** One round. */
  syncOnce(): Promise<SyncOutcome> {
    const { deviceId, url } = this.door
    const { branchId } = this.person
    const { paces } = this.line
    const fetch = this.line.fetch && { fetch: this.line.fetch }
    const token = new AccessToken(
      async () => {
        const { body } = await this.door.signIn(this.person)
        return body as unknown as SignedIn
      },
      () => this.door.userId,
    )
    const round = (pullSizes?: PullSizes) =>
      syncOnce({
        store: this.store,
        journal: this.runtime.journal,
        env: clientEnvironment(this.runtime, { branchId, deviceId }),
        transport: httpTransport(new HttpClient({ baseUrl: url, deviceId, ...fetch }), token),
        needsSerials: this.needsSerials,
        now: this.now,
        report: () => undefined,
        ...(paces && { pushPace: paces.push }),
        ...(pullSizes && { pullSizes }),
        signal: new AbortController().signal,
      })
    return paces ? paces.pull.follow(round) : round()
  }

  /** Rounds until nothing is left to do at once. */
  async sync(): Promise<SyncOutcome[]> {
    const outcomes: SyncOutcome[] = []
    for (;;) {
      const outcome = await this.syncOnce()
      outcomes.push(outcome)
      if (outcome.kind === 'synced' && !outcome.again && !outcome.retryLater) return outcomes
      if (outcomes.length > 20) throw new Error(JSON.stringify(outcomes.at(-1)))
    }
  }
}
