import { z } from 'zod'
import {
  PullPage,
  PushResponse,
  type PullRequest,
  type PushRequest,
} from '#shared/protocol/messages'
import { UsbImportResult, UsbServerKey } from '#shared/usb/format'
import type { AccessToken } from './accessToken'
import type { HeldLease } from '../store/serials'
import type { HttpClient } from './httpClient'
import type { UsbTransport } from './usb/deliver'
import { HttpFailure } from './httpFailure'

/** What the sync asks of the server. All throw HttpFailure. */
export interface Transport {
  push(request: PushRequest, signal: AbortSignal): Promise<PushResponse>
  pull(request: PullRequest, signal: AbortSignal): Promise<PullPage>
  /**
   * Asks for blocks of payment code serials until this device has `want` by the server's count;
   * they arrive with a pull. True when a block was added; false also while the branch's pace of
   * granting is used up: that is no trouble, the next round asks again.
   */
  requestLease(want: number, signal: AbortSignal): Promise<boolean>
  /** After a restore of the server: the numbers that this device holds. */
  claimLeases(leases: readonly HeldLease[], signal: AbortSignal): Promise<void>
}

/** A first pull of a big branch over a thin line takes its time. */
const PULL_TIMEOUT_MS = 120_000

export function httpTransport(client: HttpClient, token: AccessToken): Transport {
  const post = <T>(path: string, body: unknown, answer: z.ZodType<T>, signal: AbortSignal) =>
    token.use((value) =>
      client.request({
        method: 'POST',
        path,
        body,
        answer,
        token: value,
        signal,
        timeoutMs: PULL_TIMEOUT_MS,
      }),
    )
  return {
    push: (request, signal) => post('/sync/push', request, PushResponse, signal),
    pull: (request, signal) => post('/sync/pull', request, PullPage, signal),
    async requestLease(want, signal) {
      const body = { kind: 'PAYMENT_CODE', want }
      try {
        return (await post('/leases', body, z.object({ granted: z.boolean() }), signal)).granted
      } catch (error) {
        if (isLater(error)) return false
        throw error
      }
    },
    async claimLeases(leases, signal) {
      await post('/leases/claim', { leases }, z.object({}), signal)
    },
  }
}

/** The doors for sealed files of unsent work. */
export function httpUsbTransport(client: HttpClient, token: AccessToken): UsbTransport {
  return {
    serverKey: () =>
      token.use((value) =>
        client.request({ method: 'GET', path: '/usb/key', answer: UsbServerKey, token: value }),
      ),
    bring: (text) =>
      token.use((value) =>
        client.request({
          method: 'POST',
          path: '/usb/files',
          body: JSON.parse(text) as unknown,
          answer: UsbImportResult,
          token: value,
          timeoutMs: PULL_TIMEOUT_MS,
        }),
      ),
  }
}

function isLater(error: unknown): boolean {
  return (
    error instanceof HttpFailure &&
    error.failure.kind === 'refused' &&
    error.failure.body.error === 'RETRY_LATER'
  )
}
