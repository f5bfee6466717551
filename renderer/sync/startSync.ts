import type { Registry } from '#shared/commands/definition'
import { isAllowed } from '#shared/permissions/matrix'
import type { Store } from '../store/database'
import { purgeOld } from '../store/purge'
import { getClientMeta } from '../store/queries/outbox'
import { reportTrouble } from '../store/reportTrouble'
import { watchLastPending } from '../store/watchOutbox'
import { attachmentTransport } from './attachments'
import type { AccessToken } from './accessToken'
import { EventListener } from './eventListener'
import type { HttpClient } from './httpClient'
import { settledEntries } from './journal/outcomeEntries'
import type { WorkJournal } from './journal/workJournal'
import type { LoopState } from './loopState'
import { SyncLoop } from './loop'
import { PullPace } from './pullPace'
import { PushPace } from './pushPace'
import { forgetAllowance, isRemovalAllowed } from './removalConsent'
import { clientEnvironment } from './runtime'
import { noteRebuilt } from './rebuilt'
import { currentSession, sessionStore } from './sessionStore'
import { syncOnce, type SyncOutcome } from './syncOnce'
import { httpTransport, httpUsbTransport } from './transport'
import { deliverFiles } from './usb/deliver'
import { setContentTransport } from './contents'
import { noteUpdateWanted, noteVersionTaken } from './updateWanted'
import { Uploads } from './uploads'
import { Windows, type PokeReason } from './windows'

export interface SyncRuntime {
  readonly store: Store
  readonly registry: Registry
  readonly client: HttpClient
  readonly token: AccessToken
  readonly deviceId: string
  readonly journal: WorkJournal
  readonly appVersion: string
  now(): number
}

export interface RunningSync {
  /** New work in the outbox, or "Kirim sekarang": try now. */
  poke(reason: PokeReason): void
  stop(): void
}

/** Held by the one window of this machine that runs the loop. */
export const LEADER_LOCK = 'sync-leader'

/** Starts the sync in this window: as leader, or waiting to become it. */
export function startSync(runtime: SyncRuntime): RunningSync {
  const { store, client, token } = runtime
  const stopping = new AbortController()
  const { signal } = stopping
  const windows = new Windows()
  const transport = httpTransport(client, token)
  const usb = httpUsbTransport(client, token)
  const contents = attachmentTransport(client, token)
  setContentTransport(contents)
  const pullPace = new PullPace()
  const pushPace = new PushPace()

  const round = () => {
    const session = currentSession()
    if (!session) return undefined
    const identity = { branchId: session.user.branchId, deviceId: runtime.deviceId }
    return async (
      report: (state: LoopState) => void,
      roundSignal: AbortSignal,
    ): Promise<SyncOutcome> => {
      const outcome = await pullPace.follow((pullSizes) =>
        syncOnce({
          store,
          env: clientEnvironment(runtime, identity),
          transport,
          journal: runtime.journal,
          needsSerials: isAllowed(session.user.roles, 'code.issue'),
          now: runtime.now,
          report,
          pullSizes,
          pushPace,
          mayRemove: (removal) => isRemovalAllowed(removal, store),
          signal: roundSignal,
        }),
      )
      if (outcome.kind === 'synced') {
        await noteVersionTaken(store)
        await forgetAllowance(store)
        await runtime.journal.note(settledEntries(outcome.accepted, outcome.refused))
        await runtime.journal.keepSmall(runtime.now())
        if (!(await getClientMeta(store)).recovery) {
          await noteRebuilt(new Date(runtime.now()).toISOString(), store)
        }
        await purgeOld(runtime.now(), store)
        await deliverFiles(store, usb, runtime.now())
      }
      return outcome
    }
  }
  const loop = new SyncLoop({
    round,
    onState: (state) => {
      windows.publish(state)
      if (state.kind === 'updateNeeded') {
        void noteUpdateWanted(runtime.appVersion, store).catch((error: unknown) =>
          reportTrouble('that an update is wanted was not noted', error),
        )
      }
      // Files follow their commands.
      if (state.kind === 'idle') uploads.poke()
    },
    now: runtime.now,
    random: Math.random,
  })
  const uploads = new Uploads({
    store,
    transport: contents,
    isSignedIn: () => currentSession() !== undefined,
    onStored: () => loop.poke('try'),
    now: runtime.now,
    random: Math.random,
  })
  const events = new EventListener({
    client,
    token,
    isSignedIn: () => currentSession() !== undefined,
    onPoke: () => loop.poke('try'),
  })
  const onPoke = (reason: PokeReason): void => {
    loop.poke(reason)
    if (reason === 'try') events.poke()
  }
  const tryNow = (): void => onPoke('try')

  void navigator.locks
    .request(LEADER_LOCK, { signal }, async () => {
      windows.lead(onPoke)
      const unwatch = watchLastPending(store, () => loop.poke('work'))
      await Promise.all([loop.run(signal), events.run(signal), uploads.run(signal)])
      unwatch()
    })
    .catch((error: unknown) => {
      if (!signal.aborted) reportTrouble('the sync has ended', error)
    })

  window.addEventListener('online', tryNow, { signal })
  // Finds out at once that nobody answers, instead of at the next poll.
  window.addEventListener('offline', tryNow, { signal })
  const unsubscribe = sessionStore.subscribe((state, previous) => {
    if (state.session?.user.id !== previous.session?.user.id) windows.poke('try')
  })
  return {
    poke: (reason) => windows.poke(reason),
    stop: () => {
      unsubscribe()
      stopping.abort()
      setContentTransport(undefined)
      windows.close()
    },
  }
}
