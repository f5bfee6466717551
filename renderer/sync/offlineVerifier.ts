import { z } from 'zod'
import { findClock } from '../store/clockReading'
import type { Store } from '../store/database'
import { putSetting, updateSetting } from '../store/settings'
import { SessionUser } from './authApi'
import { fromBase64Url, toBase64Url } from './base64'
import { isLeaseAlive } from './sessionStore'

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
  /** Names the wait that the last wrong try cost. */
  waitId: z.string().exactOptional(),
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

export interface TimeOfTry {
  /** Epoch milliseconds by this device's clock. */
  readonly now: number
  /** Milliseconds since this window was opened, which setting the clock does not change. */
  readonly running: number
}

/**
 * Until when waits last that this window knows of, by the time that it has been running. A wait is
 * not measured by the clock, which a guesser could set: a new start begins it anew.
 */
const waits = new Map<string, number>()

/**
 * Checks a password without the server. Every try is counted before it is checked, so that
 * killing the program does not help to guess.
 */
export async function checkPasswordOffline(
  store: Store,
  username: string,
  password: string,
  time: TimeOfTry,
): Promise<OfflineCheck> {
  const clock = await findClock(store)
  const isAlive = (one: Verifier) => isLeaseAlive(one.offlineLeaseUntil, time.now, clock)
  const before = await countTry(store, username, isAlive, time.running)
  if (!before) return { kind: 'unknown' }
  const left = waitLeft(before, time.running)
  if (left > 0) return { kind: 'blocked', waitSeconds: Math.ceil(left / 1000) }
  if (!isAlive(before)) return { kind: 'leaseEnded' }

  const hash = await derive(password, fromBase64Url(before.salt), before.rounds)
  if (!isSameHash(new Uint8Array(hash), fromBase64Url(before.hash))) {
    const wait = waitAfter(before.wrongTries + 1)
    if (wait > 0) return { kind: 'blocked', waitSeconds: wait / 1000 }
    return { kind: 'wrong', triesLeft: FREE_TRIES - before.wrongTries - 1 }
  }
  await updateSetting(
    keyOf(username),
    (value) => {
      const { waitId: _over, ...verifier } = value as Verifier
      return { ...verifier, wrongTries: 0 }
    },
    store,
  )
  return { kind: 'right', user: before.user, offlineLeaseUntil: before.offlineLeaseUntil }
}

/**
 * Counts the coming try as wrong, unless it may not be made. One at a time: tries at once do not get
 * more of them.
 * @returns the state before it, or undefined for a stranger
 */
async function countTry(
  store: Store,
  username: string,
  isAlive: (verifier: Verifier) => boolean,
  running: number,
): Promise<Verifier | undefined> {
  let before: Verifier | undefined
  let counted: Verifier | undefined
  const waitId = crypto.randomUUID()
  await updateSetting(
    keyOf(username),
    (value) => {
      before = Verifier.safeParse(value).data
      if (!before || waitLeft(before, running) > 0 || !isAlive(before)) return value
      counted = { ...before, wrongTries: before.wrongTries + 1, waitId }
      return counted
    },
    store,
  )
  if (counted) waits.set(waitId, running + waitAfter(counted.wrongTries))
  return before
}

/** Milliseconds; all of it for a wait that began in another window or before the last start. */
function waitLeft({ wrongTries, waitId }: Verifier, running: number): number {
  if (waitId === undefined) return 0
  const until = waits.get(waitId) ?? running + waitAfter(wrongTries)
  waits.set(waitId, until)
  return until - running
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
