import { z } from 'zod'
import {
  PullPage,
  PushResponse,
  type PullRequest,
  type PushRequest,
} from '#shared/protocol/messages'
import { UsbImportResult, UsbServerKey } from '#shared/usb/format'
import type { AccessToken } from './accessToken'
import type { HttpClient } from './httpClient'
import type { UsbTransport } from './usb/deliver'

/** What the sync asks of the server. All throw HttpFailure. */
export interface Transport {
  push(request: PushRequest, signal: AbortSignal): Promise<PushResponse>
  pull(request: PullRequest, signal: AbortSignal): Promise<PullPage>
  /**
   * Asks for blocks of payment code serials until this device has `want` by the server's count;
   * they arrive with a pull. True when a block was added.
   */
  requestLease(want: number, signal: AbortSignal): Promise<boolean>
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
      return (await post('/leases', body, z.object({ granted: z.boolean() }), signal)).granted
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
