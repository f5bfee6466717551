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

export function unauthenticated(): HttpError {
  return new HttpError(401, 'UNAUTHENTICATED', 'Sign in again.')
}

export function deviceLocked(): HttpError {
  return new HttpError(403, 'DEVICE_LOCKED', 'This device has been locked by the administrator.')
}
