import { issueCode } from '#shared/commands/codes/issueCode'
import { composePaymentCode } from '#shared/domain/codes/paymentCode'
import { takeSerial } from '../store/serials'
import { executePrepared, type CommandResult, type ExecuteOptions } from './execute'
import { newId } from './newId'
import { getRuntime, type CommandRuntime } from './runtime'

export interface CodeRequest {
  readonly billIds: string[]
  /** What the screen showed (`quoteCode`), rupiah and ISO date. */
  readonly expected: { principal: number; fine: number; amount: number; validUntil: string }
}

/**
 * Issues a payment code for bills of one employer with the next number that this device holds.
 * Number and command are one transaction: neither is ever used without the other.
 * @returns the new code's id when it was accepted here; `sementara` until the server confirms
 */
export async function issueCodeWithLease(
  request: CodeRequest,
  options: ExecuteOptions = {},
  runtime: CommandRuntime = getRuntime(),
): Promise<CommandResult & { readonly codeId: string }> {
  const codeId = newId(runtime.now())
  const result = await executePrepared(
    issueCode,
    async (tx, { branchId, deviceId }) => {
      const { leaseId, serial } = await takeSerial(tx, deviceId)
      const code = composePaymentCode({
        segmentDigit: '1',
        branch: branchId,
        serial: String(serial).padStart(7, '0'),
      })
      return { codeId, code, leaseId, ...request }
    },
    options,
    runtime,
  )
  return { ...result, codeId }
}
