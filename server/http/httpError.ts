/** An answer other than success, in the shape that every route shares (ErrorBody). */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  constructor(
    readonly statusCode: number,
    /** Stable code for programs. */
    readonly error: string,
    message: string,
    readonly extra: Readonly<Record<string, string | number>> = {},
  ) {
    super(message)
  }
}

/** Soon again, but not all at the same moment. */
export function busy(): HttpError {
  return new HttpError(503, 'RETRY_LATER', 'The server is busy. Try again shortly.', {
    retryAfterSeconds: spread(BUSY_SECONDS),
  })
}

const BUSY_SECONDS = 5

/** Up to twice as long as asked for, so that a whole office does not come back in one second. */
export function spread(seconds: number): number {
  return Math.ceil(seconds * (1 + Math.random()))
}

export function unauthenticated(): HttpError {
  return new HttpError(401, 'UNAUTHENTICATED', 'Sign in again.')
}

export function deviceLocked(): HttpError {
  return new HttpError(403, 'DEVICE_LOCKED', 'This device has been locked by the administrator.')
}
