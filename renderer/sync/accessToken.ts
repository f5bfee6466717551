import type { SignedIn } from './authApi'
import { HttpFailure } from './httpFailure'

/**
 * The short-lived token of the person who is signed in, in memory only. It is fetched when first
 * needed and once more when the server no longer knows it; many askers share one fetch.
 */
export class AccessToken {
  #held: { readonly userId: string; readonly token: string } | undefined
  #fetching: Promise<string> | undefined

  /**
   * @param refresh proves this device to the server; throws HttpFailure
   * @param currentUserId who is signed in now: a token of somebody else is never used
   */
  constructor(
    private readonly refresh: () => Promise<SignedIn>,
    private readonly currentUserId: () => string | undefined,
  ) {}

  set(userId: string, token: string): void {
    this.#held = { userId, token }
    this.#fetching = undefined
  }

  clear(): void {
    this.#held = undefined
    this.#fetching = undefined
  }

  get current(): string | undefined {
    return this.#held?.userId === this.currentUserId() ? this.#held?.token : undefined
  }

  /** Runs a request with a token; on "unauthenticated" once again with a new one. */
  async use<T>(request: (token: string) => Promise<T>): Promise<T> {
    const known = this.current
    if (known !== undefined) {
      try {
        return await request(known)
      } catch (error) {
        if (!isUnauthenticated(error)) throw error
        // Somebody else may have fetched a new one meanwhile.
        if (this.#held?.token === known) this.#held = undefined
      }
    }
    return request(this.current ?? (await this.#fetch()))
  }

  #fetch(): Promise<string> {
    if (this.#fetching) return this.#fetching
    const fetching: Promise<string> = this.refresh()
      .then(({ accessToken, user }) => {
        // A sign-in or sign-out in between has put an end to this fetch.
        if (this.#fetching === fetching) this.#held = { userId: user.id, token: accessToken }
        return accessToken
      })
      .finally(() => {
        if (this.#fetching === fetching) this.#fetching = undefined
      })
    this.#fetching = fetching
    return fetching
  }
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof HttpFailure && error.failure.kind === 'unauthenticated'
}
