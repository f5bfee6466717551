import type { FastifyBaseLogger } from 'fastify'
import type { Registry } from '#shared/commands/definition'
import { registry as declaredRegistry } from '#shared/commands/registry'
import type {
  PullPage,
  PullRequest,
  PushRequest,
  PushResponse,
  WireCommand,
} from '#shared/protocol/messages'
import { pullPage } from '#shared/sync/pull'
import { pushCommands } from '#shared/sync/push'
import { findActor } from '../auth/grants'
import type { Session } from '../auth/tokens'
import { HttpError } from '../http/httpError'
import type { ServerTx } from '../storage/serverTx'
import type { SqlStorage } from '../storage/sqlStore'
import { Turns } from '../storage/turns'
import { PoisonCounter } from './poison'
import { findPersonName, refusalKeeper } from './refusals'

/**
 * Batches of one branch at the same time in this process. Its commands run one after the other
 * anyway; in turn by batch, half of the devices are answered soon instead of all of them late.
 */
const BATCHES = { perKey: 2, total: 100, patienceMs: 10_000 }

/** The server's half of synchronisation for signed-in devices. */
export class SyncService {
  readonly #poison: PoisonCounter
  readonly #batches = new Turns(BATCHES)

  constructor(
    private readonly storage: SqlStorage,
    private readonly now: () => number,
    private readonly registry: Registry = declaredRegistry,
  ) {
    this.#poison = new PoisonCounter(now)
  }

  /**
   * @throws HttpError FORKED when another device uses this client id
   * @throws InfrastructureError when too many batches of this branch wait before
   */
  async push(
    session: Session,
    request: PushRequest,
    log: FastifyBaseLogger,
  ): Promise<PushResponse> {
    return this.#batches.take(session.branchId, () => this.#push(session, request, log))
  }

  async #push(session: Session, request: PushRequest, log: FastifyBaseLogger) {
    await this.#bindClient(session, request.clientId)
    const answer = await this.carryOut(session, request.clientId, request.commands, log)
    if (answer.stopped?.reason === 'FORKED') {
      const { clientId } = request
      log.error({ clientId }, 'ALARM: other work under used numbers; a disk was perhaps copied')
    }
    return answer
  }

  /**
   * Carries out commands of a device under a row of numbers that the caller answers for.
   * @param home where the work was done: its branch, and the device that its people signed in on
   */
  async carryOut(
    { branchId, deviceId }: Pick<Session, 'branchId' | 'deviceId'>,
    clientId: string,
    commands: readonly WireCommand[],
    log: Pick<FastifyBaseLogger, 'error'>,
  ): Promise<PushResponse> {
    let open: ServerTx | undefined
    const store = this.storage.storeFor(
      { branches: [branchId], deviceId, now: this.now() },
      (tx) => (open = tx),
    )
    const run = {
      schema: this.storage.catalog.entities,
      registry: this.registry,
      branchId,
      deviceId,
      where: 'server' as const,
    }
    return pushCommands(store, clientId, commands, run, {
      now: this.now,
      // Within the command's own transaction: the roles of exactly this moment.
      resolveActor: async (userId) => open && findActor(open.trx, { branchId, deviceId, userId }),
      isPoisoned: (uid) => this.#poison.isPoisoned(uid),
      refusals: refusalKeeper({
        branchId,
        deviceId,
        now: this.now,
        nameOf: async (userId) => (open ? findPersonName(open.trx, branchId, userId) : ''),
      }),
      report: ({ uid, name, error, parked }) =>
        log.error({ uid, command: name, parked, err: error }, 'command handler failed'),
    })
  }

  /** @throws HttpError FORKED when another device uses this client id */
  async pull(session: Session, request: PullRequest): Promise<PullPage> {
    await this.#bindClient(session, request.clientId)
    const page = await this.storage.snapshot((snapshot) =>
      pullPage(snapshot, {
        clientId: request.clientId,
        cursors: request.cursors,
        lastCommandId: request.lastCommandId,
        limit: request.limit,
        partitions: partitionsOf(session),
        ...(request.ask && { ask: request.ask }),
      }),
    )
    return { ...page, serverTime: new Date(this.now()).toISOString() }
  }

  async incarnation(): Promise<string> {
    const server = await this.storage.db
      .selectFrom('sync_server')
      .select('incarnation')
      .executeTakeFirstOrThrow()
    return server.incarnation
  }

  /** A client id belongs to the device that used it first. */
  async #bindClient(session: Session, clientId: string): Promise<void> {
    const { db } = this.storage
    const now = this.now()
    await db
      .insertInto('sync_client')
      .values({ id: clientId, device_id: session.deviceId, last_seen_at: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    const client = await db
      .selectFrom('sync_client')
      .select('device_id')
      .where('id', '=', clientId)
      .executeTakeFirstOrThrow()
    if (client.device_id !== session.deviceId) {
      throw new HttpError(409, 'FORKED', 'This client id belongs to another device.')
    }
    await db
      .updateTable('auth_device')
      .set({ last_seen_at: now })
      .where('id', '=', session.deviceId)
      .where('last_seen_at', '<', now - 60_000)
      .execute()
  }
}

/** What this person may hold. */
export function partitionsOf(session: Session): string[] {
  return [`branch:${session.branchId}`, 'ref']
}
