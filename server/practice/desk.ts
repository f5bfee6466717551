import { quoteCode } from '#shared/commands/codes/quote'
import type { Actor } from '#shared/commands/definition'
import { registry } from '#shared/commands/registry'
import type { JsonValue } from '#shared/commands/ruleCodes'
import { composePaymentCode, segmentDigits } from '#shared/domain/codes/paymentCode'
import { Bill } from '#shared/model/bill'
import { entities } from '#shared/model/entities'
import { rateTables } from '#shared/reference/tables'
import type { BufferedTx } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { systemActor } from '../service/systemCommands'
import { startOfDay } from './calendar'
import { PRACTICE_BRANCH, practiceUsers } from './people'
import type { Random } from './random'

/** The device in whose name the practice codes were issued. */
export const PRACTICE_DEVICE = '01980000-0000-7000-8000-0000000000d1'

/** Carries out the commands of the practice branch, each on its day. */
export class PracticeDesk {
  readonly lease: { readonly id: string; readonly from: number; readonly to: number }
  #serial: number

  constructor(
    readonly random: Random,
    readonly today: string,
  ) {
    const from = random.between(0, 19_999) * 500
    this.lease = { id: this.id(), from, to: from + 499 }
    this.#serial = from
  }

  async run(
    buffer: BufferedTx,
    actor: Actor,
    day: string,
    name: string,
    args: JsonValue,
  ): Promise<void> {
    const occurredAt = startOfDay(day)
    const call = { uid: this.id(), name, version: 1, args, occurredAt, actor }
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

  /** One code for these bills, oldest first. */
  async issueCode(buffer: BufferedTx, billIds: readonly string[], day: string): Promise<void> {
    const bills: Bill[] = []
    for (const id of billIds) bills.push(Bill.parse(await buffer.get('bill', id)))
    const { principal, fine, amount, validUntil } = quoteCode(rateTables, bills, day)
    await this.run(buffer, personOf('piutang'), day, 'code.issue', {
      codeId: this.id(),
      code: composePaymentCode({
        segmentDigit: segmentDigits[bills[0]!.segment],
        branch: PRACTICE_BRANCH,
        serial: String(this.#serial++).padStart(7, '0'),
      }),
      leaseId: this.lease.id,
      billIds: [...billIds],
      expected: { principal, fine, amount, validUntil },
    })
  }

  /** The living code of this bill is paid in full. */
  async pay(buffer: BufferedTx, billId: string, day: string): Promise<void> {
    const [code] = await buffer.list('paymentCode', 'liveBillIds', [billId])
    const { code: number, amount } = entities.paymentCode.schema.parse(code)
    await this.run(buffer, systemActor, day, 'payment.record', {
      paymentId: this.id(),
      code: number,
      amount,
      valueDate: day,
      channel: 'BANK LATIHAN',
      bankReference: `LATIHAN-${number}`,
    })
  }

  id(): string {
    return this.random.id(Date.parse(startOfDay(this.today)))
  }
}

export function personOf(username: string): Actor {
  const user = practiceUsers.find((candidate) => candidate.username === username)
  if (!user) throw new Error(`No practice user ${username}`)
  return { userId: user.id, name: user.name, roles: user.roles }
}
