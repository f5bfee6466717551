import { UploadState } from '#shared/attachments/content'
import type { AccessToken } from './accessToken'
import type { HttpClient } from './httpClient'
import { HttpFailure } from './httpFailure'

/** What the device asks of the server about contents. All throw HttpFailure. */
export interface AttachmentTransport {
  /** `undefined`: the server does not know the document yet. */
  ask(sha256: string, signal: AbortSignal): Promise<UploadState | undefined>
  put(
    sha256: string,
    offset: number,
    bytes: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<UploadState>
  fetch(sha256: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
}

/** A piece over a thin line takes its time. */
const PIECE_TIMEOUT_MS = 120_000

export function attachmentTransport(client: HttpClient, token: AccessToken): AttachmentTransport {
  return {
    async ask(sha256, signal) {
      try {
        return await token.use((value) =>
          client.request({
            method: 'POST',
            path: `/attachments/${sha256}/ask`,
            body: {},
            answer: UploadState,
            token: value,
            signal,
          }),
        )
      } catch (error) {
        if (isRefusal(error, 'NOT_EXPECTED')) return undefined
        throw error
      }
    },
    put: (sha256, offset, bytes, signal) =>
      token.use((value) =>
        client.request({
          method: 'PUT',
          path: `/attachments/${sha256}?offset=${offset}`,
          bytes,
          answer: UploadState,
          token: value,
          signal,
          timeoutMs: PIECE_TIMEOUT_MS,
        }),
      ),
    fetch: (sha256, signal) =>
      token.use((value) => client.download(`/attachments/${sha256}`, value, signal)),
  }
}

/** Whether the server refused with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  return (
    error instanceof HttpFailure &&
    error.failure.kind === 'refused' &&
    error.failure.body.error === code
  )
}
