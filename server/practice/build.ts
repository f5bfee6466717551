import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { quoteCode } from '#shared/commands/codes/quote'
import type { Actor } from '#shared/commands/definition'
import { registry } from '#shared/commands/registry'
import type { JsonValue } from '#shared/commands/ruleCodes'
import type { RawReader } from '#shared/commands/tx'
import { IMPORT_CHUNK_SIZE } from '#shared/commands/workers/importWorkers'
import { dueDates } from '#shared/domain/billing/dueDate'
import { addMonths } from '#shared/domain/calendar/period'
import { composePaymentCode } from '#shared/domain/codes/paymentCode'
import { Bill, billIdOf } from '#shared/model/bill'
import { Employer } from '#shared/model/employer'
import { entities } from '#shared/model/entities'
import { Membership } from '#shared/model/membership'
import { rateTables } from '#shared/reference/tables'
import { BufferedTx, type Write } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { systemActor } from '../service/systemCommands'
import { billedPeriods, startOfDay } from './calendar'
import { makeCompany } from './company'
import { tellStory, type BillStory } from './history'
import { makeWorker, type Serials } from './person'
import { PRACTICE_BRANCH, practiceUsers } from './people'
import { seededRandom, type Random } from './random'

export const EMPLOYERS = 40
const SEED = 516_2026
/** The device in whose name the practice codes were issued. */
export const PRACTICE_DEVICE = '01980000-0000-7000-8000-0000000000d1'

export interface PracticeRows {
  readonly writes: Write[]
  /** The block of numbers that the practice codes come from. */
  readonly lease: { readonly id: string; readonly from: number; readonly to: number }
}

const nothing: RawReader = { get: async () => undefined, list: async () => [] }

/**
 * All rows of the practice branch, made by the same commands that people use, in memory: the
 * result goes into the database in one transaction. The same day gives the same rows.
 * @param today local date the branch is built around
 */
export async function buildPracticeRows(today: string): Promise<PracticeRows> {
  const builder = new Builder(today)
  return builder.build()
}

class Builder {
  readonly #random: Random = seededRandom(SEED)
  // Above those of the sample list, so that it can be imported into this branch.
  readonly #serials: Serials = { nik: 5000, phone: 5000 }
  readonly #periods: string[]
  readonly #writes: Write[] = []
  #serial: number
  readonly #lease: PracticeRows['lease']

  constructor(private readonly today: string) {
    this.#periods = billedPeriods(today)
    const from = this.#random.between(0, 19_999) * 500
    this.#lease = { id: this.#id(), from, to: from + 499 }
    this.#serial = from
  }

  async build(): Promise<PracticeRows> {
    const base = new BufferedTx(nothing, entities)
    await this.#addBranch(base)
    const firstDay = `${addMonths(this.#periods[0]!, -1)}-03`
    await this.#run(base, systemActor, firstDay, 'numberLease.grant', {
      leaseId: this.#lease.id,
      deviceId: PRACTICE_DEVICE,
      kind: 'PAYMENT_CODE',
      from: this.#lease.from,
      to: this.#lease.to,
    })
    for (let index = 0; index < EMPLOYERS; index++) {
      // One buffer per employer keeps every look-up short.
      const buffer = new BufferedTx(base, entities)
      await this.#addEmployer(buffer, index, firstDay)
      const lease = await buffer.get('numberLease', this.#lease.id)
      if (lease) await base.put('numberLease', lease)
      this.#writes.push(...buffer.writes)
    }
    return { writes: [...this.#writes, ...base.writes], lease: this.#lease }
  }

  async #addBranch(base: BufferedTx): Promise<void> {
    const branchId = PRACTICE_BRANCH
    const branch = {
      id: branchId,
      branchId,
      name: 'Kantor Cabang Contoh (Latihan)',
      letterheadTitle: '',
      letterheadNote: 'Cabang latihan. Semua data fiktif.',
      address: 'Jalan Contoh Raya No. 1',
      city: 'Mojokerto',
      phone: '+628120000001',
      headName: personOf('kakacab').name,
      headTitle: 'Kepala Kantor Cabang',
      practice: true,
    }
    await base.put('branch', branch)
    for (const { id, name, roles } of practiceUsers) {
      const officer = { id, branchId, name, roles: [...roles] }
      await base.put('officer', officer)
    }
  }

  async #addEmployer(buffer: BufferedTx, index: number, firstDay: string): Promise<void> {
    const employerId = this.#id()
    const count = this.#workerCount(index)
    const profile = makeCompany(this.#random, this.#serials, index, count, this.#periods[0]!)
    const officer = personOf(this.#random.pick(['ar', 'pad'] as const))
    await this.#run(buffer, officer, firstDay, 'employer.register', {
      employerId,
      profile,
      acceptedFindings: [],
    })
    await this.#addWorkers(buffer, officer, employerId, count, firstDay)
    await this.#liveThrough(buffer, officer, employerId)
  }

  async #addWorkers(
    buffer: BufferedTx,
    officer: Actor,
    employerId: string,
    count: number,
    day: string,
  ): Promise<void> {
    const at = Date.parse(startOfDay(day))
    const entries = Array.from({ length: count }, (_, row) => {
      const startDate = `${addMonths(this.#periods[0]!, -this.#random.between(1, 60))}-01`
      return { ...makeWorker(this.#random, this.#serials, at, startDate), rowNumber: row + 2 }
    })
    const importId = this.#id()
    for (let start = 0; start < entries.length; start += IMPORT_CHUNK_SIZE) {
      await this.#run(buffer, officer, day, 'worker.import', {
        employerId,
        importId,
        fileName: 'daftar-awal.xlsx',
        entries: entries.slice(start, start + IMPORT_CHUNK_SIZE),
      })
    }
  }

  /** Bills, codes and payments of an employer, in the order in which they happened. */
  async #liveThrough(buffer: BufferedTx, officer: Actor, employerId: string): Promise<void> {
    const stories = tellStory(this.#random, this.#periods, this.today)
    const events = stories.flatMap((story) => eventsOf(story))
    events.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.order - b.order))
    for (const { kind, day, period } of events) {
      if (kind === 'finalise') await this.#finalise(buffer, officer, employerId, period, day)
      else if (kind === 'code') await this.#issueCode(buffer, employerId, period, day)
      else await this.#pay(buffer, employerId, period, day)
    }
  }

  async #finalise(
    buffer: BufferedTx,
    officer: Actor,
    employerId: string,
    period: string,
    day: string,
  ): Promise<void> {
    const employer = Employer.parse(await buffer.get('employer', employerId))
    const rows = await buffer.list('membership', 'employerId', [employerId])
    const workers = billedWorkers(
      rows.map((row) => Membership.parse(row)),
      period,
    )
    const { total } = assessEmployer(rateTables, employer, workers, period)
    const { effectiveDueDate } = dueDates(rateTables, { segment: 'PU', period })
    await this.#run(buffer, officer, day, 'bill.finalise', {
      employerId,
      period,
      expected: { workerCount: workers.length, total, effectiveDueDate },
    })
  }

  async #issueCode(
    buffer: BufferedTx,
    employerId: string,
    period: string,
    day: string,
  ): Promise<void> {
    const bill = Bill.parse(await buffer.get('bill', billIdOf(employerId, period)))
    const { principal, fine, amount, validUntil } = quoteCode(rateTables, [bill], day)
    await this.#run(buffer, personOf('piutang'), day, 'code.issue', {
      codeId: this.#id(),
      code: composePaymentCode({
        segmentDigit: '1',
        branch: PRACTICE_BRANCH,
        serial: String(this.#serial++).padStart(7, '0'),
      }),
      leaseId: this.#lease.id,
      billIds: [bill.id],
      expected: { principal, fine, amount, validUntil },
    })
  }

  async #pay(buffer: BufferedTx, employerId: string, period: string, day: string): Promise<void> {
    const billId = billIdOf(employerId, period)
    const [code] = await buffer.list('paymentCode', 'liveBillIds', [billId])
    const { code: number, amount } = entities.paymentCode.schema.parse(code)
    await this.#run(buffer, systemActor, day, 'payment.record', {
      paymentId: this.#id(),
      code: number,
      amount,
      valueDate: day,
      channel: 'BANK LATIHAN',
      bankReference: `LATIHAN-${number}`,
    })
  }

  async #run(
    buffer: BufferedTx,
    actor: Actor,
    day: string,
    name: string,
    args: JsonValue,
  ): Promise<void> {
    const occurredAt = startOfDay(day)
    const call = { uid: this.#id(), name, version: 1, args, occurredAt, actor }
    buffer.absorb(
      await runCommand(buffer, call, {
        schema: entities,
        registry,
        branchId: PRACTICE_BRANCH,
        deviceId: PRACTICE_DEVICE,
        where: 'server',
      }),
    )
  }

  /** 5 to 120, most of them small: about 1,200 people in all. */
  #workerCount(index: number): number {
    const share = (index * 29) % EMPLOYERS
    return 5 + Math.round(115 * (share / (EMPLOYERS - 1)) ** 3.6)
  }

  #id(): string {
    return this.#random.id(Date.parse(startOfDay(this.today)))
  }
}

interface StoryEvent {
  readonly kind: 'finalise' | 'code' | 'pay'
  readonly order: number
  readonly day: string
  readonly period: string
}

function eventsOf({ period, finalisedOn, codeOn, paidOn }: BillStory): StoryEvent[] {
  const events: StoryEvent[] = [{ kind: 'finalise', order: 0, day: finalisedOn, period }]
  if (codeOn) events.push({ kind: 'code', order: 1, day: codeOn, period })
  if (paidOn) events.push({ kind: 'pay', order: 2, day: paidOn, period })
  return events
}

function personOf(username: string): Actor {
  const user = practiceUsers.find((candidate) => candidate.username === username)
  if (!user) throw new Error(`No practice user ${username}`)
  return { userId: user.id, name: user.name, roles: user.roles }
}
