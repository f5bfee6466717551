import {
  usbProblems,
  type UsbImportResult,
  type UsbProblem,
  type UsbServerKey,
} from '#shared/usb/format'
import type { Store } from '../../store/database'
import { listCarriedFiles, updateCarriedFile } from '../../store/queries/usbFiles'
import { reportTrouble } from '../../store/reportTrouble'
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
 * @throws HttpFailure when nobody answers for the key, or the token is not good any more
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
      // One file that does not get through, say because of its size, holds up neither the others
      // nor the sync: it waits and is tried again.
      if (!problem && error instanceof HttpFailure) {
        if (error.failure.kind === 'unauthenticated') throw error
        reportTrouble('a file of a stick was not delivered', error)
        continue
      }
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
