import type { AnyCommand, Registry } from '#shared/commands/definition'
import { quoteCode } from '#shared/commands/codes/quote'
import { registry } from '#shared/commands/registry'
import { RuleViolation, type JsonValue } from '#shared/commands/ruleCodes'
import { addDays, localDateOfInstant } from '#shared/domain/calendar/localDate'
import { provisionalEnd } from '#shared/domain/codes/issueRight'
import { composePaymentCode } from '#shared/domain/codes/paymentCode'
import type { Bill } from '#shared/model/bill'
import { entities } from '#shared/model/entities'
import type { Employer } from '#shared/model/employer'
import type { Membership } from '#shared/model/membership'
import type { PaymentCode } from '#shared/model/paymentCode'
import type { Reservation } from '#shared/model/reservation'
import type { WireCommand } from '#shared/protocol/messages'
import { rateTables } from '#shared/reference/tables'
import type { Write } from '#shared/sync/bufferedTx'
import type { ClientTransaction, ClockReading, PendingCommand } from '#shared/sync/clientPorts'
import { decideIssue, latestKnownTime } from '#shared/sync/heldRight'
import { mutate } from '#shared/sync/mutate'
import { pullPage } from '#shared/sync/pull'
import { pushCommands } from '#shared/sync/push'
import { applyPull, stampOf } from '#shared/sync/rebase'
import { readClock } from '../../../renderer/sync/readClock'
import { createMemoryClient, type MemoryClient } from '../../support/memoryClient'
import { createMemoryServer, type MemoryServer } from '../../support/memoryServer'
import { employerProfile, workerEntry } from '../../support/samples'
import { Random } from '../random'
import {
  billOf,
  BRANCH,
  deviceIdOf,
  finaliseArgs,
  leaseIdOf,
  rowsOf,
  SERIALS,
  START,
} from './setting'

/** Mistakes that the check must catch. */
export type Bug =
  /** A right counts as soon as it is asked for. */
  | 'holdsPending'
  /** The paper promises the code's whole life. */
  | 'longPaper'
  /** The server does not ask who holds the right. */
  | 'blindServer'
  /** A code that is over by this device's word alone makes room. */
  | 'trustsItself'
  /** The right to a new employer is a step of its own behind the registration. */
  | 'separateRight'

/** A code that has left the program before the server knew of it. */
interface Paper {
  readonly codeId: string
  readonly billId: string
  readonly uid: string
  readonly device: number
  readonly printedUntil: string
}

interface Device {
  readonly index: number
  readonly store: MemoryClient
  online: boolean
  /** This device's clock minus the true time. */
  skewMs: number
  serial: number
  /** Operations until the program dies in the middle of a transaction. */
  crashIn: number | undefined
}

class Crash extends Error {}

interface Action {
  readonly weight: number
  readonly value: (device: Device) => string | Promise<string>
}

/** What one schedule did, by name. */
export type Tally = Map<string, number>

/** Some laptops, one server, faults: what can be on paper for one bill at one moment. */
export class ReservationWorld {
  readonly random: Random
  readonly server: MemoryServer
  readonly devices: Device[]
  readonly papers: Paper[] = []
  /** Requests under way: delivered later, in any order, more than once. */
  readonly late: { readonly device: Device; readonly commands: readonly WireCommand[] }[] = []
  readonly trace: string[] = []
  now = START
  #ids = 0
  #lastHolder: string | undefined
  readonly #mix: Action[]

  constructor(
    seed: number,
    readonly tally: Tally,
    devices: number,
    readonly bug?: Bug,
  ) {
    this.random = new Random(seed)
    this.server = createMemoryServer({ incarnation: 'one' })
    this.#mix = this.#drawMix()
    this.devices = Array.from({ length: devices }, (_, index) => this.#device(index))
  }

  /** @param rows what stands on the server before anything happens */
  async open(rows: readonly Write[]): Promise<void> {
    await this.server.transaction(async (tx) => {
      await tx.lockPartitions([`branch:${BRANCH}`])
      await tx.flush(rows)
    })
    for (const device of this.devices) await this.#pull(device)
  }

  /** One step: time passes, something happens, the promise is checked. */
  async step(): Promise<void> {
    this.now += this.random.int(1, this.random.pick([10, 60, 300, 900])) * 60_000
    const device = this.random.pick(this.devices)
    const action = this.random.weighted(this.#mix)
    const done = await action.call(this, device)
    // A program with a network sends by itself; the line may still break at that moment.
    if (device.online && this.random.chance(0.6)) await this.#sync(device)
    this.trace.push(`${new Date(this.now).toISOString()} d${device.index} ${done}`)
    this.check()
  }

  /** C8: at no moment two codes for one bill that somebody could hold for good. */
  check(): void {
    const day = localDateOfInstant(new Date(this.now).toISOString())
    const living = new Map<string, Set<string>>()
    const add = (billId: string, codeId: string) =>
      living.set(billId, (living.get(billId) ?? new Set()).add(codeId))
    for (const code of rowsOf<PaymentCode>(this.server.rows, 'paymentCode')) {
      if (code.status !== 'ACTIVE' || code.validUntil < day) continue
      for (const billId of code.billIds) add(billId, code.id)
    }
    for (const paper of this.papers) {
      // What the server has judged stands in its rows, or is known to be dead.
      if (paper.printedUntil < day || this.#isJudged(paper)) continue
      add(paper.billId, paper.codeId)
    }
    for (const [billId, codes] of living) {
      if (codes.size > 1) throw new Error(`${codes.size} living codes for ${billId}`)
    }
  }

  /** Everybody comes back and the calm world agrees. */
  async calm(): Promise<void> {
    for (const device of this.devices) {
      device.online = true
      device.crashIn = undefined
      device.skewMs = 0
    }
    for (let round = 0; round < 2; round++) {
      for (const device of this.devices) {
        await this.#push(device, 100)
        await this.#pull(device)
      }
    }
    this.check()
    for (const { store } of this.devices) {
      if (store.outbox.size > 0) throw new Error('work waits for ever')
    }
  }

  /** Every schedule has its own taste, so that rare combinations get their turn. */
  #drawMix(): Action[] {
    const actions: Action[] = [
      { weight: 20, value: this.#issue },
      { weight: 3, value: this.#take },
      { weight: 6, value: this.#visit },
      { weight: 2, value: this.#release },
      { weight: 2, value: this.#ask },
      { weight: 3, value: this.#cancel },
      { weight: 2, value: this.#register },
      { weight: 2, value: this.#finalise },
      { weight: 8, value: this.#sync },
      { weight: 4, value: this.#pushSome },
      { weight: 3, value: this.#sendLate },
      { weight: 3, value: this.#deliverLate },
      { weight: 8, value: this.#plug },
      { weight: 3, value: this.#shiftClock },
      { weight: 2, value: this.#armCrash },
      { weight: 1, value: this.#pay },
    ]
    return actions.map(({ weight, value }) => ({
      weight: weight * this.random.pick([0.3, 1, 1, 3]),
      value,
    }))
  }

  async #issue(device: Device): Promise<string> {
    const bill = this.random.find(rowsOf<Bill>(device.store.rows, 'bill'))
    return bill ? this.#issueFor(device, bill.id) : 'no bill'
  }

  async #issueFor(device: Device, billId: string): Promise<string> {
    const bill = device.store.rows.find('bill', billId) as Bill | undefined
    if (!bill) return 'no bill'
    const codeId = this.newId()
    let printedUntil: string | undefined
    const serial = device.serial
    const pending = await this.#do(device, 'code.issue', async (tx, moment) => {
      const right = await this.#decide(tx, device, bill, moment)
      const { parts: _parts, ...expected } = quoteCode(
        rateTables,
        [bill],
        localDateOfInstant(moment.occurredAt),
      )
      const until = right && this.#printedEnd(expected.validUntil, right.until)
      printedUntil = until
      const code = composePaymentCode({
        segmentDigit: '1',
        branch: BRANCH,
        serial: String(serial).padStart(7, '0'),
      })
      return {
        codeId,
        code,
        leaseId: leaseIdOf(device.index),
        billIds: [bill.id],
        expected,
        ...(right && {
          provisional: {
            reservationId: right.reservationId,
            until: provisionalEnd(expected.validUntil, right.until),
          },
        }),
      }
    })
    if (typeof pending === 'string') return `issue ${pending}`
    device.serial = Math.min(serial + 1, device.index * SERIALS + SERIALS - 1)
    if (printedUntil === undefined) {
      this.#note('asked the server')
      return `asks for ${codeId.slice(-4)}`
    }
    const { uid } = pending
    this.papers.push({ codeId, billId: bill.id, uid, device: device.index, printedUntil })
    this.#note(`paper of device ${device.index}`)
    return `paper ${codeId.slice(-4)} until ${printedUntil}`
  }

  #printedEnd(validUntil: string, rightUntil: string): string {
    return this.bug === 'longPaper' ? validUntil : provisionalEnd(validUntil, rightUntil)
  }

  async #decide(
    tx: ClientTransaction,
    device: Device,
    bill: Bill,
    moment: { now: string; clock: ClockReading | undefined },
  ) {
    const { employerId } = bill
    const { index, online: reachable } = device
    const here = { deviceId: deviceIdOf(index), ...moment, reachable }
    const reader = {
      meta: () => tx.meta(),
      findShadow: async (entity: string, id: string) =>
        this.bug === 'holdsPending' && entity === 'reservation'
          ? undefined
          : tx.findShadow(entity, id),
      list: async (entity: string, index: string, key: readonly string[]) =>
        this.bug === 'trustsItself' && entity === 'paymentCode' ? [] : tx.list(entity, index, key),
    }
    return decideIssue(reader, { employerId, billIds: [bill.id] }, here)
  }

  async #take(device: Device): Promise<string> {
    const employer = this.random.find(rowsOf<Employer>(device.store.rows, 'employer'))
    if (!employer) return 'no employer'
    const days = this.random.int(0, 2)
    const pending = await this.#do(device, 'reservation.take', async (_tx, { occurredAt }) => ({
      reservationId: this.newId(),
      employerId: employer.id,
      until: addDays(localDateOfInstant(occurredAt), days),
    }))
    return `take ${typeof pending === 'string' ? pending : days}`
  }

  /** An officer prepares a visit and leaves the network. */
  async #visit(device: Device): Promise<string> {
    device.online = true
    const taken = await this.#take(device)
    await this.#sync(device)
    device.online = false
    return `visit: ${taken}`
  }

  async #release(device: Device): Promise<string> {
    const mine = this.#reservations(device).filter(
      (row) => row.deviceId === deviceIdOf(device.index),
    )
    const one = this.random.find(mine)
    if (!one) return 'nothing to release'
    const done = await this.#do(device, 'reservation.release', async () => ({
      reservationId: one.id,
    }))
    if (typeof done !== 'string') this.#note('released')
    return 'release'
  }

  async #ask(device: Device): Promise<string> {
    const others = this.#reservations(device).filter(
      (row) => row.deviceId !== deviceIdOf(device.index),
    )
    const one = this.random.find(others)
    if (!one) return 'nobody to ask'
    const done = await this.#do(device, 'reservation.ask', async () => ({ reservationId: one.id }))
    if (typeof done !== 'string') this.#note('asked the holder')
    return 'ask'
  }

  async #cancel(device: Device): Promise<string> {
    const live = rowsOf<PaymentCode>(device.store.rows, 'paymentCode').filter(
      ({ status }) => status === 'ACTIVE',
    )
    const code = this.random.find(live)
    if (!code) return 'nothing to cancel'
    const args = { codeId: code.id, reason: 'salah cetak' }
    const done = await this.#do(device, 'code.cancel', async () => args)
    if (typeof done !== 'string') this.#note('cancelled')
    return `cancel ${code.id.slice(-4)}`
  }

  /** An employer that no server knows, with a worker: only here, until it is sent. */
  async #register(device: Device): Promise<string> {
    if (rowsOf(device.store.rows, 'employer').length > 2) return 'no new employer'
    device.online = false
    const employerId = this.newId()
    const right = (occurredAt: string) => ({
      reservationId: this.newId(),
      until: addDays(localDateOfInstant(occurredAt), 2),
    })
    const npwp = `0000000000${String(employerId.slice(-6)).replace(/\D/g, '0')}`
    const done = await this.#do(device, 'employer.register', async (_tx, { occurredAt }) => ({
      employerId,
      profile: employerProfile({ npwp }),
      acceptedFindings: [],
      ...(this.bug !== 'separateRight' && { reserve: right(occurredAt) }),
    }))
    if (typeof done === 'string') return `register ${done}`
    await this.#do(device, 'worker.register', async () => ({
      employerId,
      entry: {
        ...workerEntry(this.random.int(2, 9000)),
        participantId: this.newId(),
        membershipId: this.newId(),
      },
    }))
    await this.#finaliseFor(device, employerId)
    if (this.bug === 'separateRight') {
      await this.#do(device, 'reservation.take', async (_tx, { occurredAt }) => ({
        employerId,
        ...right(occurredAt),
      }))
    }
    this.#note('registered offline')
    return `register ${employerId.slice(-4)}; ${await this.#issueFor(device, billOf(employerId))}`
  }

  async #finalise(device: Device): Promise<string> {
    const employer = this.random.find(rowsOf<Employer>(device.store.rows, 'employer'))
    return employer ? this.#finaliseFor(device, employer.id) : 'no employer'
  }

  async #finaliseFor(device: Device, employerId: string): Promise<string> {
    const { rows } = device.store
    const employer = rowsOf<Employer>(rows, 'employer').find(({ id }) => id === employerId)
    const members = rowsOf<Membership>(rows, 'membership').filter(
      (row) => row.employerId === employerId,
    )
    if (!employer || members.length === 0) return 'nobody to bill'
    if (rows.find('bill', billOf(employerId))) return 'billed already'
    await this.#do(device, 'bill.finalise', async () => finaliseArgs(employer, members))
    return 'finalise'
  }

  async #sync(device: Device): Promise<string> {
    if (!device.online) return 'offline'
    // The line breaks in the middle.
    if (this.random.chance(0.25)) return this.#pushSome(device)
    await this.#push(device, 100)
    await this.#pull(device)
    return 'sync'
  }

  /** A part arrives and the answer is lost. */
  async #pushSome(device: Device): Promise<string> {
    if (!device.online) return 'offline'
    const count = this.random.int(1, Math.max(1, device.store.outbox.size))
    await this.#push(device, count)
    return `push ${count}`
  }

  #sendLate(device: Device): string {
    const commands = this.#wire(device, 100)
    if (!device.online || commands.length === 0) return 'nothing to send'
    this.late.push({ device, commands })
    this.#note('sent late')
    return `late ${commands.length}`
  }

  async #deliverLate(): Promise<string> {
    if (this.late.length === 0) return 'nothing late'
    const [request] = this.late.splice(this.random.int(0, this.late.length - 1), 1)
    if (!request) return 'nothing late'
    await this.#receive(request.device, request.commands)
    return `arrives late from d${request.device.index}`
  }

  #plug(device: Device): string {
    device.online = !device.online
    return device.online ? 'online' : 'offline'
  }

  /** Somebody sets the clock, by minutes, hours or days, ahead or back. */
  #shiftClock(device: Device): string {
    const size = this.random.pick([5 * 60_000, 3_600_000, 86_400_000, 3 * 86_400_000, 0])
    device.skewMs = this.random.chance(0.5) ? size : -size
    this.#note(device.skewMs < 0 ? 'clock back' : 'clock ahead')
    return `clock ${device.skewMs / 3_600_000} h`
  }

  #armCrash(device: Device): string {
    device.crashIn = this.random.int(1, 8)
    return 'will crash'
  }

  async #pay(): Promise<string> {
    const day = localDateOfInstant(new Date(this.now).toISOString())
    const codes = rowsOf<PaymentCode>(this.server.rows, 'paymentCode').filter(
      ({ status, validUntil }) => status === 'ACTIVE' && validUntil >= day,
    )
    const code = this.random.find(codes)
    if (!code) return 'nothing to pay'
    const call = {
      commandId: this.server.lastCommandId('bank') + 1,
      uid: this.newId(),
      name: 'payment.record',
      version: 1,
      args: {
        paymentId: this.newId(),
        code: code.code,
        amount: code.amount,
        valueDate: day,
        channel: 'uji',
        bankReference: 'uji',
      },
      occurredAt: new Date(this.now).toISOString(),
      actorId: 'bank',
    }
    await this.#process('bank', 'bank', [call])
    this.#note('paid')
    return `pays ${code.id.slice(-4)}`
  }

  #reservations(device: Device): Reservation[] {
    return rowsOf<Reservation>(device.store.rows, 'reservation').filter(
      ({ status }) => status === 'ACTIVE',
    )
  }

  /** @returns the command, or why there is none */
  async #do(
    device: Device,
    name: string,
    prepare: (
      tx: ClientTransaction,
      moment: {
        occurredAt: string
        now: string
        clock: ClockReading | undefined
      },
    ) => Promise<object>,
  ): Promise<PendingCommand | string> {
    const uid = this.newId()
    try {
      return await device.store.transaction(async (tx) => {
        const { clock } = await tx.meta()
        const deviceTime = this.now + device.skewMs
        const occurredAt = new Date(deviceTime - (clock?.offsetMs ?? 0)).toISOString()
        const now = latestKnownTime(occurredAt, clock)
        const args = await prepare(tx, { occurredAt, now, clock })
        const call = {
          uid,
          name,
          version: 1,
          args: JSON.parse(JSON.stringify(args)) as never,
          occurredAt,
          actor: actorOf(device.index),
        }
        return mutate(tx, call, { ...this.#env(device.index, 'client'), now })
      })
    } catch (error) {
      if (error instanceof Crash) {
        this.#note('crashed')
        return 'crash'
      }
      if (!(error instanceof RuleViolation)) throw error
      this.#note(`here ${error.code}`)
      return error.code
    }
  }

  #wire(device: Device, limit: number): WireCommand[] {
    return device.store
      .pending()
      .slice(0, limit)
      .map(({ id, uid, name, version, args, occurredAt, actor }) => ({
        commandId: id,
        uid,
        name,
        version,
        args,
        occurredAt,
        actorId: actor.userId,
      }))
  }

  async #push(device: Device, limit: number): Promise<void> {
    await this.#receive(device, this.#wire(device, limit))
  }

  async #receive(device: Device, commands: readonly WireCommand[]): Promise<void> {
    await this.#process(device.store.meta.clientId, deviceIdOf(device.index), commands)
  }

  async #process(
    clientId: string,
    deviceId: string,
    commands: readonly WireCommand[],
  ): Promise<void> {
    const before = this.server.lastCommandId(clientId)
    const run = { ...this.#env(0, 'server'), deviceId }
    const { outcomes } = await pushCommands(this.server, clientId, commands, run, {
      resolveActor: async (id) =>
        id === 'bank'
          ? { userId: id, name: id, roles: ['SYSTEM'] }
          : actorOf(Number(id.split('-')[1])),
      now: () => this.now,
      isPoisoned: () => false,
      report: ({ error }) => {
        throw error
      },
    })
    for (const outcome of outcomes) {
      if (outcome.commandId <= before) continue
      if (outcome.outcome === 'rejected') this.#note(`server ${outcome.code}`)
      else this.#noteTakeOver(commands.find(({ uid }) => uid === outcome.uid))
    }
  }

  #noteTakeOver(command: WireCommand | undefined): void {
    if (command?.name !== 'reservation.take') return
    const { reservationId } = command.args as { reservationId: string }
    const row = this.server.rows.find('reservation', reservationId) as Reservation | undefined
    if (!row) return this.#note('prolonged')
    if (this.#lastHolder !== undefined && this.#lastHolder !== row.deviceId) this.#note('took over')
    this.#lastHolder = row.deviceId
    const expired = rowsOf<Reservation>(this.server.rows, 'reservation').some(
      (other) => other.employerId === row.employerId && other.status === 'EXPIRED',
    )
    if (expired) this.#note('after expiry')
  }

  async #pull(device: Device): Promise<void> {
    const { meta } = device.store
    const page = await pullPage(this.server.snapshot(), {
      clientId: meta.clientId,
      cursors: meta.cursors,
      lastCommandId: meta.lastCommandId,
      limit: 1000,
      partitions: [`branch:${BRANCH}`],
    })
    const deviceTime = this.now + device.skewMs
    const clock = readClock(new Date(this.now).toISOString(), deviceTime, deviceTime)
    try {
      await device.store.transaction((tx) =>
        applyPull(
          tx,
          stampOf(meta),
          [page],
          this.#env(device.index, 'client'),
          new Date(deviceTime).toISOString(),
          clock,
        ),
      )
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.#note('crashed')
    }
  }

  #isJudged({ uid, device }: Paper): boolean {
    const clientId = this.devices[device]?.store.meta.clientId ?? ''
    return this.server.commandsOf(clientId).some(({ command }) => command.uid === uid)
  }

  #device(index: number): Device {
    const device: Device = {
      index,
      store: createMemoryClient({
        clientId: `00000000-0000-7000-9000-00000000000${index}`,
        onOperation: () => {
          if (device.crashIn === undefined) return
          device.crashIn -= 1
          if (device.crashIn > 0) return
          device.crashIn = undefined
          throw new Crash()
        },
      }),
      online: true,
      skewMs: 0,
      serial: index * SERIALS,
      crashIn: undefined,
    }
    return device
  }

  #env(index: number, where: 'client' | 'server') {
    const deviceId = deviceIdOf(index)
    const commands = this.bug === 'blindServer' && where === 'server' ? blind : registry
    return { schema: entities, registry: commands, branchId: BRANCH, deviceId, where }
  }

  #note(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1)
  }

  newId(): string {
    this.#ids += 1
    return `00000000-0000-7000-8000-${this.#ids.toString().padStart(12, '0')}`
  }
}

function actorOf(index: number) {
  return {
    userId: `user-${index}`,
    name: `Petugas ${index}`,
    roles: ['AR' as const, 'PIUTANG' as const],
  }
}

/** Handlers of a server that knows nothing of rights. */
const blind: Registry = new Map(
  [...registry].map(([name, command]): [string, AnyCommand] => [
    name,
    name === 'code.issue' ? { ...command, run: withoutRights(command) } : command,
  ]),
)

function withoutRights(command: AnyCommand): AnyCommand['run'] {
  return (tx, args, ctx) => {
    const { provisional: _right, ...rest } = args as Record<string, JsonValue>
    const list: typeof tx.list = async (entity, index, key) =>
      entity === 'reservation' ? [] : tx.list(entity, index, key)
    const reader = { get: tx.get.bind(tx), put: tx.put.bind(tx), remove: tx.remove.bind(tx), list }
    return command.run(reader, rest, ctx)
  }
}
