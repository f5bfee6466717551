import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import type { Actor } from '#shared/commands/definition'
import type { RawReader } from '#shared/commands/tx'
import { IMPORT_CHUNK_SIZE } from '#shared/commands/workers/importWorkers'
import { dueDates } from '#shared/domain/billing/dueDate'
import { addMonths } from '#shared/domain/calendar/period'
import { billIdOf } from '#shared/model/bill'
import { Employer } from '#shared/model/employer'
import { entities } from '#shared/model/entities'
import { Membership } from '#shared/model/membership'
import { rateTables } from '#shared/reference/tables'
import { BufferedTx, type Write } from '#shared/sync/bufferedTx'
import { systemActor } from '../service/systemCommands'
import { billedPeriods, startOfDay } from './calendar'
import { makeCompany } from './company'
import { personOf, PRACTICE_DEVICE, PracticeDesk } from './desk'
import { tellStory, type BillStory } from './history'
import { makeWorker, type Serials } from './person'
import { PRACTICE_BRANCH, practiceUsers } from './people'
import { seededRandom } from './random'
import { addMembers, addProjects } from './segments'

export const EMPLOYERS = 40
const SEED = 516_2026

export interface PracticeRows {
  readonly writes: Write[]
  /** The block of numbers that the practice codes come from. */
  readonly lease: PracticeDesk['lease']
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
  readonly #desk: PracticeDesk
  // Above those of the sample list, so that it can be imported into this branch.
  readonly #serials: Serials = { nik: 5000, phone: 5000 }
  readonly #periods: string[]
  readonly #writes: Write[] = []

  constructor(private readonly today: string) {
    this.#periods = billedPeriods(today)
    this.#desk = new PracticeDesk(seededRandom(SEED), today)
  }

  async build(): Promise<PracticeRows> {
    const base = new BufferedTx(nothing, entities)
    await this.#addBranch(base)
    const firstDay = `${addMonths(this.#periods[0]!, -1)}-03`
    const { id: leaseId, from, to } = this.#desk.lease
    await this.#desk.run(base, systemActor, firstDay, 'numberLease.grant', {
      leaseId,
      deviceId: PRACTICE_DEVICE,
      kind: 'PAYMENT_CODE',
      from,
      to,
    })
    for (let index = 0; index < EMPLOYERS; index++) {
      await this.#apart(base, (buffer) => this.#addEmployer(buffer, index, firstDay))
    }
    // After the employers, whose story stays what it was before there were others.
    await this.#apart(base, (buffer) => addMembers(this.#desk, this.#serials, buffer))
    await this.#apart(base, (buffer) => addProjects(this.#desk, buffer))
    return { writes: [...this.#writes, ...base.writes], lease: this.#desk.lease }
  }

  /** One buffer per employer, or kind of payer, keeps every look-up short. */
  async #apart(base: BufferedTx, add: (buffer: BufferedTx) => Promise<void>): Promise<void> {
    const buffer = new BufferedTx(base, entities)
    await add(buffer)
    const lease = await buffer.get('numberLease', this.#desk.lease.id)
    if (lease) await base.put('numberLease', lease)
    this.#writes.push(...buffer.writes)
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
    const employerId = this.#desk.id()
    const count = this.#workerCount(index)
    const profile = makeCompany(this.#desk.random, this.#serials, index, count, this.#periods[0]!)
    const officer = personOf(this.#desk.random.pick(['ar', 'pad'] as const))
    await this.#desk.run(buffer, officer, firstDay, 'employer.register', {
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
      const startDate = `${addMonths(this.#periods[0]!, -this.#desk.random.between(1, 60))}-01`
      return { ...makeWorker(this.#desk.random, this.#serials, at, startDate), rowNumber: row + 2 }
    })
    const importId = this.#desk.id()
    for (let start = 0; start < entries.length; start += IMPORT_CHUNK_SIZE) {
      await this.#desk.run(buffer, officer, day, 'worker.import', {
        employerId,
        importId,
        fileName: 'daftar-awal.xlsx',
        entries: entries.slice(start, start + IMPORT_CHUNK_SIZE),
      })
    }
  }

  /** Bills, codes and payments of an employer, in the order in which they happened. */
  async #liveThrough(buffer: BufferedTx, officer: Actor, employerId: string): Promise<void> {
    const stories = tellStory(this.#desk.random, this.#periods, this.today)
    const events = stories.flatMap((story) => eventsOf(story))
    events.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.order - b.order))
    for (const { kind, day, period } of events) {
      if (kind === 'finalise') await this.#finalise(buffer, officer, employerId, period, day)
      else if (kind === 'code') {
        await this.#desk.issueCode(buffer, [billIdOf(employerId, period)], day)
      } else await this.#desk.pay(buffer, billIdOf(employerId, period), day)
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
    await this.#desk.run(buffer, officer, day, 'bill.finalise', {
      employerId,
      period,
      expected: { workerCount: workers.length, total, effectiveDueDate },
    })
  }

  /** 5 to 120, most of them small: about 1,200 people in all. */
  #workerCount(index: number): number {
    const share = (index * 29) % EMPLOYERS
    return 5 + Math.round(115 * (share / (EMPLOYERS - 1)) ** 3.6)
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
