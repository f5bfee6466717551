import { z } from 'zod'
import { ErrorBody } from '#shared/protocol/messages'

/** The server's refusal in its own words, with whatever figures it adds. */
export const RefusalBody = z.looseObject(ErrorBody.shape)
export type RefusalBody = z.infer<typeof RefusalBody>

export type Failure =
  /**
   * Nobody of ours answered: no network, no server, a gateway in between; or the line was `cut` in
   * the middle of the answer. Try again later.
   */
  | { readonly kind: 'offline'; readonly reason: 'network' | 'timeout' | 'gateway' | 'cut' }
  /** The token is not good (any more). */
  | { readonly kind: 'unauthenticated'; readonly body: RefusalBody | undefined }
  /** The server answered and said no. */
  | { readonly kind: 'refused'; readonly status: number; readonly body: RefusalBody }
  /** Something answered that does not speak our protocol: a login page of a hotel, a bug. */
  | { readonly kind: 'protocol'; readonly status: number; readonly message: string }

/** Why a request has no result. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(`${failure.kind}: ${detailOf(failure)}`, options)
  }
}

function detailOf(failure: Failure): string {
  switch (failure.kind) {
    case 'offline':
      return failure.reason
    case 'unauthenticated':
      return failure.body?.error ?? ''
    case 'refused':
      return `${failure.status} ${failure.body.error}`
    case 'protocol':
      return `${failure.status} ${failure.message}`
  }
}
