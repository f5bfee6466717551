import { registry } from '#shared/commands/registry'
import type { Host } from '#shared/host'
import { setClockReading } from '../host/clock'
import { requestPersistence } from '../store/persistence'
import { reportTrouble } from '../store/reportTrouble'
import { updateSetting } from '../store/settings'
import { watchClock } from '../store/clockReading'
import { AccessToken } from './accessToken'
import { AuthApi } from './authApi'
import { deviceStanding, startDiskGuard } from './diskGuard'
import { HttpClient } from './httpClient'
import type { JournalIdentity } from './journal/heal'
import { SealedJournal } from './journal/sealedJournal'
import { WorkJournal } from './journal/workJournal'
import { newId } from './newId'
import { setRuntime } from './runtime'
import { currentSession, followSession, loadSession, sessionStore } from './sessionStore'
import { openHealed, unlockJournal, type HealDeps } from './openHealed'
import { refreshToken, setSignInRuntime } from './signIn'
import { startSync } from './startSync'
import { watchUpdateWanted } from './updateWanted'

export interface StartedSession {
  readonly deviceId: string
  /** Ends everything that runs; for tests and for a window that gives up its database. */
  stop(): void
}

/**
 * Opens the database, takes up the person who was signed in, and starts the sync. Called once
 * before the first screen is drawn; needs no network.
 * @throws StoreError when there is no usable database
 */
export async function startSession(
  host: Host,
  options: { readonly onReplaced?: () => void } = {},
): Promise<StartedSession> {
  const now = (): number => Date.now()
  const guard = startDiskGuard(host)
  const opening = { ...options, onFailedWrite: guard.noteFailedWrite }
  const sealed = host.journal && new SealedJournal(host.journal)
  const healing: HealDeps | undefined = sealed && {
    ...{ journal: sealed, registry, now },
    ...(host.secrets && { secrets: host.secrets }),
  }
  // Before anything is written, but not waited for: some browsers ask the person first.
  void requestPersistence().catch(() => false)
  const { store, healed } = await openHealed(healing, opening)
  const deviceId = String(await updateSetting('deviceId', (value) => value ?? newId(), store))
  await loadSession(store, now())
  const unfollow = followSession(store, now)
  const unwatchClock = watchClock(store, setClockReading)

  const client = new HttpClient({ baseUrl: host.appInfo.serverUrl, deviceId })
  const auth = new AuthApi(client)
  const deviceName = `${host.kind} ${host.appInfo.platform}`.slice(0, 80)
  const recovery = {
    ...(healed && { recovery: healed.identity.recovery }),
    ...(healing && {
      takeJournalKey: (raw: string) =>
        unlockJournal(raw, store, healing).catch((error: unknown) => {
          reportTrouble('the key of the journal was not taken', error)
        }),
    }),
  }
  const token = new AccessToken(
    () => refreshToken({ store, auth, deviceId, deviceName, ...recovery }),
    () => currentSession()?.user.id,
  )
  const journal = new WorkJournal(sealed)
  const unfollowBranch = noteBranch(journal, healed?.identity)
  const { version: appVersion } = host.appInfo
  const unwatchUpdate = watchUpdateWanted(store, appVersion)
  const sync = startSync({ store, registry, client, token, deviceId, journal, appVersion, now })

  setSignInRuntime({
    store,
    auth,
    token,
    deviceId,
    deviceName,
    ...recovery,
    now,
    running: () => performance.now(),
    onSignedIn: () => sync.poke('try'),
  })
  setRuntime({
    store,
    registry,
    identity() {
      const session = currentSession()
      if (!session) throw new Error('nobody is signed in')
      const { id, name, roles, branchId } = session.user
      return { actor: { userId: id, name, roles }, branchId, deviceId }
    },
    journal,
    standing: deviceStanding,
    now,
    poke: () => sync.poke('work'),
  })
  syncNow = () => sync.poke('try')
  return {
    deviceId,
    stop() {
      unfollow()
      unwatchClock()
      unwatchUpdate()
      guard.stop()
      unfollowBranch()
      sync.stop()
      journal.stop()
      setRuntime(undefined)
      setSignInRuntime(undefined)
      syncNow = () => undefined
      store.db.close()
    },
  }
}

/** The journal learns the branch with the first sign-in. */
function noteBranch(journal: WorkJournal, identity: JournalIdentity | undefined): () => void {
  let known = identity
  const look = (): void => {
    const branchId = currentSession()?.user.branchId
    if (!known || branchId === undefined || known.branchId === branchId) return
    known = { ...known, branchId }
    void journal.note([known])
  }
  look()
  return sessionStore.subscribe(look)
}

let syncNow: () => void = () => undefined

/** "Kirim sekarang": tries to send and fetch at once. */
export function pokeSync(): void {
  syncNow()
}
