import { positionOf } from '#shared/commands/bpu/position'
import type { BpuEntry } from '#shared/commands/bpu/registerBpu'
import { quoteCode } from '#shared/commands/codes/quote'
import type { JsonValue } from '#shared/commands/ruleCodes'
import { composePaymentCode, segmentDigits } from '#shared/domain/codes/paymentCode'
import type { Bill } from '#shared/model/bill'
import type { ProjectProfile } from '#shared/model/project'
import { rateTables } from '#shared/reference/tables'
import { Desk } from './desk'

/** The day on which it all happens unless a test says otherwise. */
export const DAY = '2026-05-04'

/** A desk that also serves the self-employed and projects. */
export class SegmentDesk extends Desk {
  #number = 100

  static async open(): Promise<SegmentDesk> {
    const desk = new SegmentDesk()
    const { leaseId } = desk
    const lease = { leaseId, deviceId: 'device-1', kind: 'PAYMENT_CODE', from: 100, to: 199 }
    await desk.must('numberLease.grant', lease, DAY, ['SYSTEM'])
    return desk
  }

  register(entry: BpuEntry, today = DAY): Promise<string> {
    return this.do('bpu.register', { entry: plain(entry) }, today, ['PAD'])
  }

  registerProject(projectId: string, profile: ProjectProfile): Promise<string> {
    const args = { projectId, profile: plain(profile), acceptedFindings: [] }
    return this.do('project.register', args, DAY, ['PAD'])
  }

  async bills(payerId: string): Promise<Bill[]> {
    return (await this.rows.list('bill', 'employerId', [payerId])) as Bill[]
  }

  /** The next months as the screen would ask for them. */
  async billMonths(
    memberId: string,
    months: number,
    total: number,
    today: string,
    change: Record<string, JsonValue> = {},
  ): Promise<string> {
    const member = await this.get('bpuMember', memberId)
    const { firstOpen, ended } = positionOf(rateTables, member, await this.bills(memberId), today)
    const args = { memberId, firstPeriod: firstOpen, months, returning: ended, expected: { total } }
    return this.do('bpu.finalise', { ...args, ...change }, today, ['PAD'])
  }

  billTerm(projectId: string, termNo: number, total: number, due: string): Promise<string> {
    const expected = { total, effectiveDueDate: due }
    return this.do('project.finalise', { projectId, part: { termNo }, expected }, DAY, ['PAD'])
  }

  async codeFor(
    bills: readonly Bill[],
    today: string,
    digit = segmentDigits[bills[0]!.segment],
    codeId = crypto.randomUUID(),
  ): Promise<string> {
    const { parts: _parts, ...expected } = quoteCode(rateTables, bills, today)
    const serial = String(this.#number++).padStart(7, '0')
    const code = composePaymentCode({ segmentDigit: digit, branch: '516', serial })
    const billIds = bills.map(({ id }) => id)
    const args = { codeId, code, leaseId: this.leaseId, billIds, expected }
    return this.do('code.issue', args, today, ['PIUTANG'])
  }
}

/** The arguments as they travel. */
export function plain(value: object): Record<string, JsonValue> {
  return JSON.parse(JSON.stringify(value)) as Record<string, JsonValue>
}
