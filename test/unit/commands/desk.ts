import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { quoteCode } from '#shared/commands/codes/quote'
import type { Actor } from '#shared/commands/definition'
import { tablesInForce } from '#shared/commands/rates/tablesInForce'
import { registry } from '#shared/commands/registry'
import { RuleViolation, type JsonValue, type RuleDetail } from '#shared/commands/ruleCodes'
import { dueDates } from '#shared/domain/billing/dueDate'
import { composePaymentCode } from '#shared/domain/codes/paymentCode'
import { billIdOf, isEmployerBill, type EmployerBill } from '#shared/model/bill'
import { entities, type EntityName, type RowOf } from '#shared/model/entities'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Tx } from '#shared/commands/tx'
import type { Role } from '#shared/permissions/roles'
import { BufferedTx } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { employerProfile, workerEntry } from '../../support/samples'

const nothing = { get: async () => undefined, list: async () => [] }

/** One branch in memory, worked as a person would; refusals come back as their code. */
export class Desk {
  readonly rows = new BufferedTx(nothing, entities)
  readonly employerId = crypto.randomUUID()
  readonly leaseId = crypto.randomUUID()
  #serial = 100
  /** Facts of the last refusal. */
  detail: RuleDetail = {}
  /** The server's own clock; the command's time where it is not set. */
  now?: string

  constructor(readonly deviceId = 'device-1') {}

  async do(name: string, args: JsonValue, today: string, roles?: Role[]): Promise<string> {
    const actor: Actor = { userId: 'u1', name: 'Penguji', roles: roles ?? ['AR', 'PIUTANG'] }
    const uid = crypto.randomUUID()
    const call = { uid, name, version: 1, args, occurredAt: `${today}T02:00:00Z`, actor }
    const { deviceId } = this
    const env = {
      schema: entities,
      registry,
      branchId: '516',
      deviceId,
      where: 'server' as const,
      ...(this.now !== undefined && { now: this.now }),
    }
    try {
      this.rows.absorb(await runCommand(this.rows, call, env))
      return 'ok'
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error
      this.detail = error.detail
      return error.code
    }
  }

  async get<E extends EntityName>(entity: E, id: string): Promise<RowOf<E>> {
    const row = await this.rows.get(entity, id)
    if (!row) throw new Error(`no ${entity} ${id}`)
    return row as RowOf<E>
  }

  /** An employer with workers and a number lease. */
  async open(today: string, workers = 2, more: Record<string, JsonValue> = {}): Promise<void> {
    const { employerId } = this
    await this.must(
      'employer.register',
      { employerId, profile: employerProfile(), acceptedFindings: [], ...more },
      today,
    )
    for (let n = 1; n <= workers; n++) {
      await this.must('worker.register', { employerId, entry: { ...workerEntry(n) } }, today)
    }
    const lease = {
      leaseId: this.leaseId,
      deviceId: 'device-1',
      kind: 'PAYMENT_CODE',
      from: 100,
      to: 109,
    }
    await this.must('numberLease.grant', lease, today, ['SYSTEM'])
  }

  async finalise(period: string, today: string): Promise<string> {
    const employer = await this.get('employer', this.employerId)
    const memberships = (await this.rows.list('membership', 'employerId', [
      employer.id,
    ])) as RowOf<'membership'>[]
    const workers = billedWorkers(memberships, period)
    const tables = await this.tables()
    const { total } = assessEmployer(tables, employer, workers, period)
    const { effectiveDueDate } = dueDates(tables, { segment: 'PU', period })
    const expected = { workerCount: workers.length, total, effectiveDueDate }
    return this.do('bill.finalise', { employerId: employer.id, period, expected }, today)
  }

  /** The tables by which the next command will be judged. */
  tables(): Promise<RateTables> {
    return tablesInForce(this.rows as unknown as Tx)
  }

  async bill(period: string): Promise<EmployerBill> {
    const bill = await this.get('bill', billIdOf(this.employerId, period))
    if (!isEmployerBill(bill)) throw new Error(`${bill.id} is no bill of an employer`)
    return bill
  }

  async issue(
    periods: readonly string[],
    today: string,
    codeId = crypto.randomUUID(),
    provisional?: { reservationId: string; until: string },
  ): Promise<string> {
    const bills = []
    for (const period of periods) bills.push(await this.bill(period))
    const { parts: _parts, ...expected } = quoteCode(await this.tables(), bills, today)
    const serial = String(this.#serial++).padStart(7, '0')
    const code = composePaymentCode({ segmentDigit: '1', branch: '516', serial })
    const billIds = bills.map(({ id }) => id)
    const args = { codeId, code, leaseId: this.leaseId, billIds, expected }
    return this.do('code.issue', { ...args, ...(provisional && { provisional }) }, today)
  }

  async pay(
    codeId: string,
    valueDate: string,
    change: Record<string, JsonValue> = {},
  ): Promise<string> {
    const { code, amount } = await this.get('paymentCode', codeId)
    const paymentId = crypto.randomUUID()
    const args = {
      paymentId,
      code,
      amount,
      valueDate,
      channel: 'BANK',
      bankReference: '1',
      ...change,
    }
    return this.do('payment.record', args, valueDate, ['SYSTEM'])
  }

  async must(name: string, args: JsonValue, today: string, roles?: Role[]): Promise<void> {
    const result = await this.do(name, args, today, roles)
    if (result !== 'ok') throw new Error(`${name}: ${result}`)
  }
}
