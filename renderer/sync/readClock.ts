import type { ClockReading } from '#shared/sync/clientPorts'

/** A smaller difference may be nothing but the way of the answer. */
const NOTICED_MS = 30_000

/**
 * How far this device's clock is ahead of the server's.
 * @param serverTime UTC instant in the answer
 * @param sentAt, receivedAt epoch milliseconds of this device's clock
 */
export function readClock(
  serverTime: string | undefined,
  sentAt: number,
  receivedAt: number,
): ClockReading | undefined {
  if (serverTime === undefined) return undefined
  // The answer was made somewhere between the two.
  const offset = Math.round((sentAt + receivedAt) / 2 - Date.parse(serverTime))
  const slack = Math.abs(receivedAt - sentAt) / 2
  return { serverTime, offsetMs: Math.abs(offset) > NOTICED_MS + slack ? offset : 0 }
}
