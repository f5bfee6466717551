import {
  usbProblems,
  type UsbImportResult,
  type UsbProblem,
  type UsbServerKey,
} from '#shared/usb/format'
import type { Store } from '../../store/database'
import { listCarriedFiles, updateCarriedFile } from '../../store/queries/usbFiles'
import { HttpFailure } from '../httpFailure'
import { keepServerKey } from './serverKey'

/** The server's doors for sticks. Both throw HttpFailure. */
export interface UsbTransport {
  serverKey(): Promise<UsbServerKey>
  /** @param text the sealed file */
  bring(text: string): Promise<UsbImportResult>
}

/**
 * While there is a line: keeps the server's key and uploads files that were brought here. A file
 * that the server refuses is done with; any other failure leaves it waiting.
 * @param now epoch milliseconds
 * @throws HttpFailure when nobody answers
 */
export async function deliverFiles(
  store: Store,
  transport: UsbTransport,
  now: number,
): Promise<void> {
  try {
    await keepServerKey(store, () => transport.serverKey(), now)
  } catch (error) {
    // An older server has no such door; sending goes on without it.
    if (!(error instanceof HttpFailure) || error.failure.kind !== 'refused') throw error
  }
  const waiting = (await listCarriedFiles(store)).filter(({ state }) => state === 'waiting')
  for (const { fileId, text } of waiting.reverse()) {
    try {
      const result = await transport.bring(text)
      const state = result.left > 0 ? 'waiting' : 'done'
      await updateCarriedFile(fileId, { state, result }, store)
    } catch (error) {
      const problem = problemOf(error)
      if (!problem) throw error
      await updateCarriedFile(fileId, { state: 'refused', problem }, store)
    }
  }
}

function problemOf(error: unknown): UsbProblem | undefined {
  if (!(error instanceof HttpFailure) || error.failure.kind !== 'refused') return undefined
  const code = error.failure.body.error
  return usbProblems.find((known) => known === code)
}
