import type { Store } from '../store/database'
import { noteClock } from '../store/clockReading'
import { isFailedWrite, noteIfRoom } from '../store/failedWrites'
import { findSetting, putSetting } from '../store/settings'
import type { AccessToken } from './accessToken'
import type { AuthApi, SignedIn } from './authApi'
import { getDeviceKeys, publicJwk, signText } from './deviceKey'
import { HttpFailure, type Failure } from './httpFailure'
import { checkPasswordOffline, extendLease, rememberPassword } from './offlineVerifier'
import { readClock } from './readClock'
import { isBeingRebuilt } from './rebuilt'
import { clearSession, currentSession, setSession, type Session } from './sessionStore'

export interface SignInRuntime {
  readonly store: Store
  readonly auth: AuthApi
  readonly token: AccessToken
  readonly deviceId: string
  readonly deviceName: string
  /** Secret of the journal, for a device that has lost its key with its database. */
  readonly recovery?: string
  /** The server gave the key of this device's journal. */
  takeJournalKey?(raw: string): Promise<void>
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds since this window was opened, whatever becomes of the clock meanwhile. */
  running(): number
  /** Somebody has signed in: what waited for it may go on. */
  onSignedIn(): void
}

export type SignInResult =
  | { readonly ok: true; readonly offline: boolean }
  | { readonly ok: false; readonly reason: 'wrongPassword'; readonly triesLeft?: number }
  | { readonly ok: false; readonly reason: 'blocked'; readonly waitSeconds: number }
  /** No network, and this person has never signed in on this device. */
  | { readonly ok: false; readonly reason: 'neverSignedInHere' }
  /** No network, and who has signed in here was lost together with the database. */
  | { readonly ok: false; readonly reason: 'signInsLost' }
  /** No network, and the time for which this person may work without it is over. */
  | { readonly ok: false; readonly reason: 'leaseEnded' }
  | { readonly ok: false; readonly reason: 'deviceLocked' }
  /** The server knows this device by another key. */
  | { readonly ok: false; readonly reason: 'deviceKeyChanged' }
  /** The disk takes nothing: a try without the server cannot be counted, so it is not allowed. */
  | { readonly ok: false; readonly reason: 'diskFull' }
  /** This device holds the data of another branch. */
  | { readonly ok: false; readonly reason: 'otherBranch' }
  | { readonly ok: false; readonly reason: 'serverTrouble'; readonly message: string }

let current: SignInRuntime | undefined

export function setSignInRuntime(runtime: SignInRuntime | undefined): void {
  current = runtime
}

/**
 * Signs a person in: with the server when it can be reached, else against what an earlier
 * sign-in left on this device.
 */
export async function signIn(
  username: string,
  password: string,
  runtime: SignInRuntime = getRuntime(),
): Promise<SignInResult> {
  const result = await trySignIn(username, password, runtime)
  if (result.ok) runtime.onSignedIn()
  return result
}

/** Ends the session here at once; the server is told when it can be reached. */
export async function signOut(runtime: SignInRuntime = getRuntime()): Promise<void> {
  const token = runtime.token.current
  retained = undefined
  runtime.token.clear()
  await clearSession(runtime.store)
  if (token === undefined) return
  try {
    await runtime.auth.signOut(token)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
  }
}

export type RefreshRuntime = Pick<
  SignInRuntime,
  'store' | 'auth' | 'deviceId' | 'deviceName' | 'recovery' | 'takeJournalKey'
>

/**
 * Gets a new access token for the person who is signed in, by this device's key. The server
 * forgets a device at sign-out; whoever then signed in offline is signed in there with the same
 * password as soon as it can be reached.
 * @throws HttpFailure
 */
export async function refreshToken(runtime: RefreshRuntime): Promise<SignedIn> {
  const session = currentSession()
  if (!session) throw unauthenticated()
  try {
    return await refreshByKey(session, runtime)
  } catch (error) {
    const typed = retained
    if (!typed || typed.userId !== session.user.id || !isUnauthenticated(error)) throw error
    const answer = await signInWithRetained(typed, runtime)
    await takeOver(session, answer, runtime.store)
    return answer
  }
}

async function refreshByKey(
  session: Session,
  { store, auth, deviceId }: Pick<SignInRuntime, 'store' | 'auth' | 'deviceId'>,
): Promise<SignedIn> {
  const keys = await getDeviceKeys(store)
  const { nonce } = await auth.challenge(deviceId)
  const signature = await signText(keys, nonce)
  const answer = await auth.refresh({ deviceId, userId: session.user.id, nonce, signature })
  await takeOver(session, answer, store)
  return answer
}

/** Roles and lease as the server now says, unless somebody else has signed in meanwhile. */
async function takeOver(session: Session, answer: SignedIn, store: Store): Promise<void> {
  if (currentSession()?.user.id !== answer.user.id) return
  const { user, offlineLeaseUntil } = answer
  await noteIfRoom(setSession(store, { ...session, user, offlineLeaseUntil }))
  await noteIfRoom(extendLease(store, session.username, offlineLeaseUntil))
}

/** What was typed at an offline sign-in; in memory only, until the server has seen it once. */
let retained:
  { readonly userId: string; readonly username: string; readonly password: string } | undefined

async function signInWithRetained(
  { username, password }: { readonly username: string; readonly password: string },
  runtime: RefreshRuntime,
): Promise<SignedIn> {
  try {
    const answer = await askServer(username, password, runtime)
    retained = undefined
    return answer
  } catch (error) {
    // Refused: never tried a second time, so that a changed password does not block the person.
    if (!(error instanceof HttpFailure) || error.failure.kind !== 'offline') retained = undefined
    throw error
  }
}

async function askServer(
  username: string,
  password: string,
  { store, auth, deviceId, deviceName, recovery, takeJournalKey }: RefreshRuntime,
): Promise<SignedIn> {
  const publicKey = await publicJwk(await getDeviceKeys(store))
  const answer = await auth.signIn({
    ...{ username, password, deviceId, deviceName, publicKey },
    ...(recovery !== undefined && { recovery }),
  })
  // Before anybody works: what a lost database left sealed comes first.
  if (answer.journalKey !== undefined) await takeJournalKey?.(answer.journalKey)
  return answer
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof HttpFailure && error.failure.kind === 'unauthenticated'
}

function unauthenticated(): HttpFailure {
  return new HttpFailure({ kind: 'unauthenticated', body: undefined })
}

/** Setting with the branch whose data this device holds. */
const BRANCH_SETTING = 'branchId'

async function trySignIn(
  username: string,
  password: string,
  runtime: SignInRuntime,
): Promise<SignInResult> {
  try {
    return await signInOnline(username, password, runtime)
  } catch (error) {
    if (isFailedWrite(error)) return { ok: false, reason: 'diskFull' }
    if (!(error instanceof HttpFailure)) throw error
    if (error.failure.kind !== 'offline') return refusalOf(error.failure)
    return await signInOffline(username, password, runtime).catch((failure: unknown) => {
      if (isFailedWrite(failure)) return { ok: false, reason: 'diskFull' } as const
      throw failure
    })
  }
}

async function signInOnline(
  username: string,
  password: string,
  runtime: SignInRuntime,
): Promise<SignInResult> {
  const { store, token, now } = runtime
  const sentAt = now()
  const answer = await askServer(username, password, runtime)
  const clock = readClock(answer.serverTime, sentAt, now())
  const { user, offlineLeaseUntil } = answer
  // Pending work is replayed for the device's branch: another branch must not get mixed in.
  const held = await findSetting(BRANCH_SETTING, store)
  if (held !== undefined && held !== user.branchId) return { ok: false, reason: 'otherBranch' }
  // Before the session: with a clock far ahead its lease would seem to be over.
  if (clock) await noteIfRoom(noteClock(store, clock))
  // Also on a full disk: what waits there can be sent by somebody who is signed in.
  await noteIfRoom(putSetting(BRANCH_SETTING, user.branchId, store))
  await noteIfRoom(rememberPassword(store, username, password, { user, offlineLeaseUntil }))
  retained = undefined
  token.set(user.id, answer.accessToken)
  await setSession(store, { user, username, offlineLeaseUntil })
  return { ok: true, offline: false }
}

async function signInOffline(
  username: string,
  password: string,
  { store, token, now, running }: SignInRuntime,
): Promise<SignInResult> {
  const time = { now: now(), running: running() }
  const check = await checkPasswordOffline(store, username, password, time)
  switch (check.kind) {
    case 'right': {
      const { user, offlineLeaseUntil } = check
      const session: Session = { user, username, offlineLeaseUntil }
      token.clear()
      retained = { userId: user.id, username, password }
      await setSession(store, session)
      return { ok: true, offline: true }
    }
    case 'wrong':
      return { ok: false, reason: 'wrongPassword', triesLeft: check.triesLeft }
    case 'blocked':
      return { ok: false, reason: 'blocked', waitSeconds: check.waitSeconds }
    case 'unknown':
      return {
        ok: false,
        reason: (await isBeingRebuilt(store)) ? 'signInsLost' : 'neverSignedInHere',
      }
    case 'leaseEnded':
      return { ok: false, reason: 'leaseEnded' }
  }
}

function refusalOf(failure: Exclude<Failure, { kind: 'offline' }>): SignInResult {
  if (failure.kind === 'protocol') {
    return { ok: false, reason: 'serverTrouble', message: failure.message }
  }
  const body = failure.body
  const figure = (key: string): number | undefined => {
    const value = body?.[key]
    return typeof value === 'number' ? value : undefined
  }
  const waitSeconds = figure('waitSeconds') ?? body?.retryAfterSeconds
  if (body?.error === 'SIGN_IN_BLOCKED' || (failure.kind === 'refused' && failure.status === 429)) {
    return { ok: false, reason: 'blocked', waitSeconds: waitSeconds ?? 60 }
  }
  if (body?.error === 'DEVICE_LOCKED') return { ok: false, reason: 'deviceLocked' }
  if (body?.error === 'DEVICE_KEY_CHANGED') return { ok: false, reason: 'deviceKeyChanged' }
  if (body?.error === 'DEVICE_OF_OTHER_BRANCH') return { ok: false, reason: 'otherBranch' }
  if (failure.kind === 'unauthenticated') {
    const triesLeft = figure('triesLeft')
    return {
      ok: false,
      reason: 'wrongPassword',
      ...(triesLeft !== undefined && { triesLeft }),
    }
  }
  return { ok: false, reason: 'serverTrouble', message: failure.body.message }
}

function getRuntime(): SignInRuntime {
  if (!current) throw new Error('the program has not been started')
  return current
}
