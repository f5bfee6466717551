import { z } from 'zod'
import { create } from 'zustand'
import type { ClockReading } from '#shared/sync/clientPorts'
import { knownTime } from '#shared/sync/heldRight'
import { isSameJson } from '#shared/sync/sameJson'
import { findClock } from '../store/clockReading'
import type { Store } from '../store/database'
import { noteIfRoom } from '../store/failedWrites'
import { deleteSetting, findSetting, putSetting } from '../store/settings'
import { watchQuery } from '../store/watchQuery'
import { SessionUser } from './authApi'

/** Who is signed in here. Kept over a reload, also offline, until the lease ends. */
export const Session = z.object({
  user: SessionUser,
  username: z.string(),
  /** UTC instant until which this person may work here without the server. */
  offlineLeaseUntil: z.string(),
})
export type Session = z.infer<typeof Session>

const SETTING = 'session'

export const sessionStore = create<{ readonly session: Session | undefined }>()(() => ({
  session: undefined,
}))

export function currentSession(): Session | undefined {
  return sessionStore.getState().session
}

/** The session of this moment; the component is drawn anew when it changes. */
export function useSession(): Session | undefined {
  return sessionStore((state) => state.session)
}

/** Whether somebody named by work or a row is who sits here. */
export function useIsMe(): (person: { readonly userId: string }) => boolean {
  const me = useSession()?.user.id
  return ({ userId }) => userId === me
}

/**
 * Takes up the session of before the reload, unless its lease has ended meanwhile.
 * @param now epoch milliseconds by this device's clock
 */
export async function loadSession(store: Store, now: number): Promise<Session | undefined> {
  const session = await findAliveSession(store, now)
  show(session)
  return session
}

/** Follows what other windows do: one person at a time on this machine. */
export function followSession(store: Store, now: () => number): () => void {
  return watchQuery(() => findAliveSession(store, now()), show, 'the session cannot be watched')
}

async function findAliveSession(store: Store, now: number): Promise<Session | undefined> {
  const kept = Session.safeParse(await findSetting(SETTING, store)).data
  if (!kept) return undefined
  return isLeaseAlive(kept.offlineLeaseUntil, now, await findClock(store)) ? kept : undefined
}

/**
 * By the server's time as far as it is known: a clock that was wrong at the last contact does not end
 * a lease. One set back later counts as that contact, so it can stretch it.
 */
export function isLeaseAlive(
  offlineLeaseUntil: string,
  now: number,
  clock: ClockReading | undefined,
): boolean {
  return Date.parse(knownTime(now, clock)) < Date.parse(offlineLeaseUntil)
}

/** On a full disk the session is this window's alone and ends with it. */
export async function setSession(store: Store, session: Session): Promise<void> {
  await noteIfRoom(putSetting(SETTING, session, store))
  show(session)
}

/** @throws Error when the disk does not take it: the session would be there again after a reload */
export async function clearSession(store: Store): Promise<void> {
  await deleteSetting(SETTING, store)
  show(undefined)
}

/** Keeps the old object when nothing changed, so that nothing is drawn anew. */
function show(session: Session | undefined): void {
  if (!isSameJson(session, currentSession())) sessionStore.setState({ session })
}
