import { z } from 'zod'
import { Role } from '#shared/permissions/roles'
import type { HttpClient } from './httpClient'

/** The person as the server knows them. */
export const SessionUser = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** Roles that a newer server may have invented are left out. */
  roles: z
    .array(z.string())
    .transform((roles) => Role.options.filter((role) => roles.includes(role))),
  branchId: z.string().regex(/^\d{3}$/),
})
export type SessionUser = z.infer<typeof SessionUser>

export const SignedIn = z.object({
  accessToken: z.string().min(1),
  user: SessionUser,
  offlineLeaseUntil: z.iso.datetime(),
  /** By the server's clock; servers of before do not tell it. */
  serverTime: z.iso.datetime().exactOptional(),
  /** Key of this device's journal, 32 bytes as base64url; only after a sign-in with the password. */
  journalKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .exactOptional(),
})
export type SignedIn = z.infer<typeof SignedIn>

export interface SignInRequest {
  readonly username: string
  readonly password: string
  readonly deviceId: string
  readonly deviceName: string
  readonly publicKey: JsonWebKey
  /** Secret of this device's journal. */
  readonly recovery?: string
}

export interface RefreshRequest {
  readonly deviceId: string
  readonly userId: string
  readonly nonce: string
  /** Over the nonce's UTF-8 bytes; base64url. */
  readonly signature: string
}

/** The server's doors for signing in. All throw HttpFailure. */
export class AuthApi {
  constructor(private readonly client: HttpClient) {}

  signIn(body: SignInRequest): Promise<SignedIn> {
    return this.client.request({ method: 'POST', path: '/auth/sign-in', body, answer: SignedIn })
  }

  challenge(deviceId: string): Promise<{ nonce: string }> {
    return this.client.request({
      method: 'POST',
      path: '/auth/challenge',
      body: { deviceId },
      answer: z.object({ nonce: z.string().min(1) }),
    })
  }

  refresh(body: RefreshRequest): Promise<SignedIn> {
    return this.client.request({ method: 'POST', path: '/auth/refresh', body, answer: SignedIn })
  }

  async signOut(token: string): Promise<void> {
    const path = '/auth/sign-out'
    await this.client.request({ method: 'POST', path, body: {}, token, answer: z.unknown() })
  }
}
