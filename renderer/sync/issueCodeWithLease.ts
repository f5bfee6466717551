import { issueCode } from '#shared/commands/codes/issueCode'
import { provisionalEnd } from '#shared/domain/codes/issueRight'
import { composePaymentCode, segmentDigits } from '#shared/domain/codes/paymentCode'
import type { Segment } from '#shared/domain/programmes'
import { decideIssue, type HeldRight } from '#shared/sync/heldRight'
import { listForfeited } from '../store/forfeited'
import { takeSerial } from '../store/serials'
import { executePrepared, type CommandResult, type ExecuteOptions } from './execute'
import { newId } from './newId'
import { getRuntime, type CommandRuntime } from './runtime'

export interface CodeRequest {
  readonly employerId: string
  /** Of the bills: the first digit of the code. */
  readonly segment: Segment
  readonly billIds: string[]
  /** What the screen showed (`quoteCode`), rupiah and ISO date. */
  readonly expected: { principal: number; fine: number; amount: number; validUntil: string }
}

export interface IssueOptions extends ExecuteOptions {
  /** False: the server cannot be reached now, so only a held right will do. */
  readonly reachable: boolean
}

export type IssueResult = CommandResult & {
  readonly codeId: string
  /** True: it may be shown and printed at once; else only when the server has accepted it. */
  readonly provisional: boolean
}

/**
 * Issues a payment code for bills of one employer with the next number that this device holds.
 * Number and command are one transaction: neither is ever used without the other. Under a right
 * that this device holds the code may be handed out at once, until the right's last day; otherwise
 * it is a request to the server.
 */
export async function issueCodeWithLease(
  request: CodeRequest,
  options: IssueOptions,
  runtime: CommandRuntime = getRuntime(),
): Promise<IssueResult> {
  const codeId = newId(runtime.now())
  let right: HeldRight | undefined
  const result = await executePrepared(
    issueCode,
    async (tx, { branchId, deviceId }, moment) => {
      right = await decideIssue(tx, request, {
        deviceId,
        ...moment,
        reachable: options.reachable,
        forfeited: await listForfeited(tx),
      })
      const { leaseId, serial } = await takeSerial(tx, deviceId)
      const code = composePaymentCode({
        segmentDigit: segmentDigits[request.segment],
        branch: branchId,
        serial: String(serial).padStart(7, '0'),
      })
      const { billIds, expected } = request
      return {
        codeId,
        code,
        leaseId,
        billIds,
        expected,
        ...(right && {
          provisional: {
            reservationId: right.reservationId,
            until: provisionalEnd(expected.validUntil, right.until),
          },
        }),
      }
    },
    options,
    runtime,
  )
  return { ...result, codeId, provisional: right !== undefined }
}
