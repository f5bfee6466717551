import { z } from 'zod'
import type { Store } from '../store/database'
import { findSetting, putSetting, updateSetting } from '../store/settings'
import { SessionUser } from './authApi'
import { fromBase64Url, toBase64Url } from './base64'

/** Cost of one guess at a password that somebody reads off this disk. */
export const PBKDF2_ROUNDS = 600_000
/** Wrong tries that cost nothing; then each costs a wait, the longer the more. */
const FREE_TRIES = 5
const WAIT_MINUTES = [1, 5, 15]

/** What lets a person sign in without the server, until a date. The password is not in it. */
const Verifier = z.object({
  user: SessionUser,
  offlineLeaseUntil: z.string(),
  salt: z.string(),
  hash: z.string(),
  rounds: z.number().int().min(1),
  wrongTries: z.number().int().min(0),
  /** Epoch milliseconds. */
  blockedUntil: z.number(),
})
type Verifier = z.infer<typeof Verifier>

/** Keeps what an online sign-in has shown to be right. */
export async function rememberPassword(
  store: Store,
  username: string,
  password: string,
  grant: { user: SessionUser; offlineLeaseUntil: string },
): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const verifier: Verifier = {
    user: grant.user,
    offlineLeaseUntil: grant.offlineLeaseUntil,
    salt: toBase64Url(salt),
    hash: toBase64Url(await derive(password, salt, PBKDF2_ROUNDS)),
    rounds: PBKDF2_ROUNDS,
    wrongTries: 0,
    blockedUntil: 0,
  }
  await putSetting(keyOf(username), verifier, store)
}

/** A refresh has moved the date until which this person may work here offline. */
export async function extendLease(
  store: Store,
  username: string,
  offlineLeaseUntil: string,
): Promise<void> {
  await updateSetting(
    keyOf(username),
    (value) => (value === undefined ? value : { ...(value as Verifier), offlineLeaseUntil }),
    store,
  )
}

export type OfflineCheck =
  | { readonly kind: 'right'; readonly user: SessionUser; readonly offlineLeaseUntil: string }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'blocked'; readonly waitSeconds: number }
  /** This person has never signed in on this device while online. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'leaseEnded' }

/**
 * Checks a password without the server. Every try is counted before it is checked, so that
 * killing the program does not help to guess.
 * @param now epoch milliseconds
 */
export async function checkPasswordOffline(
  store: Store,
  username: string,
  password: string,
  now: number,
): Promise<OfflineCheck> {
  const before = await countTry(store, username, now)
  if (!before) return { kind: 'unknown' }
  if (before.blockedUntil > now) {
    return { kind: 'blocked', waitSeconds: Math.ceil((before.blockedUntil - now) / 1000) }
  }
  if (Date.parse(before.offlineLeaseUntil) <= now) return { kind: 'leaseEnded' }

  const hash = await derive(password, fromBase64Url(before.salt), before.rounds)
  if (!isSameHash(new Uint8Array(hash), fromBase64Url(before.hash))) {
    const wait = waitAfter(before.wrongTries + 1)
    if (wait > 0) return { kind: 'blocked', waitSeconds: wait / 1000 }
    return { kind: 'wrong', triesLeft: FREE_TRIES - before.wrongTries - 1 }
  }
  await updateSetting(
    keyOf(username),
    (value) => ({ ...(value as Verifier), wrongTries: 0, blockedUntil: 0 }),
    store,
  )
  return { kind: 'right', user: before.user, offlineLeaseUntil: before.offlineLeaseUntil }
}

/** Counts the coming try as wrong. @returns the state before it, or undefined for a stranger */
async function countTry(
  store: Store,
  username: string,
  now: number,
): Promise<Verifier | undefined> {
  const before = Verifier.safeParse(await findSetting(keyOf(username), store)).data
  if (!before || before.blockedUntil > now || Date.parse(before.offlineLeaseUntil) <= now) {
    return before
  }
  let counted: Verifier = before
  await updateSetting(
    keyOf(username),
    (value) => {
      counted = value as Verifier
      const wrongTries = counted.wrongTries + 1
      const wait = waitAfter(wrongTries)
      return { ...counted, wrongTries, blockedUntil: wait > 0 ? now + wait : 0 }
    },
    store,
  )
  return counted
}

/** Milliseconds to wait after so many wrong tries in a row. */
function waitAfter(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0
  const step = Math.min(wrongTries - FREE_TRIES, WAIT_MINUTES.length - 1)
  return (WAIT_MINUTES[step] ?? 15) * 60_000
}

async function derive(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<ArrayBuffer> {
  const bytes = new TextEncoder().encode(password.normalize('NFC'))
  const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits'])
  return crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256)
}

/** Compares all bytes, whatever the first difference. */
function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  a.forEach((byte, place) => {
    difference |= byte ^ (b[place] ?? 0)
  })
  return difference === 0
}

/** The server, too, knows user names without regard to case and outer spaces. */
function keyOf(username: string): string {
  return `verifier:${username.trim().toLowerCase()}`
}
