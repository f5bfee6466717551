import { patchRecord } from '#shared/commands/records/patchRecord'
import { registry } from '#shared/commands/registry'
import { registerWorker } from '#shared/commands/workers/registerWorker'
import { createBrowserJournal } from '../../../renderer/host/browserJournal'
import { openStore } from '../../../renderer/store/database'
import { updateSetting } from '../../../renderer/store/settings'
import { AccessToken } from '../../../renderer/sync/accessToken'
import { AuthApi } from '../../../renderer/sync/authApi'
import { execute, executeTogether } from '../../../renderer/sync/execute'
import { HttpClient } from '../../../renderer/sync/httpClient'
import { WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { newId } from '../../../renderer/sync/newId'
import { pullChanges } from '../../../renderer/sync/pullChanges'
import { pushOutbox } from '../../../renderer/sync/pushOutbox'
import { clientEnvironment, type CommandRuntime } from '../../../renderer/sync/runtime'
import { currentSession, loadSession } from '../../../renderer/sync/sessionStore'
import { refreshToken, signIn } from '../../../renderer/sync/signIn'
import type { SyncDeps } from '../../../renderer/sync/syncDeps'
import { httpTransport } from '../../../renderer/sync/transport'
import { elapsed } from './elapsed'
import { newWorker } from './newWorker'
import { peer } from './peer'

declare global {
  interface Window {
    readonly device: typeof device
    readonly peer: typeof peer
  }
}

// The device half of the product without screens: its database, journal and sync, in a browser.
const GROUP = 100
const now = (): number => Date.now()
const store = await openStore()
const deviceId = String(await updateSetting('deviceId', (value) => value ?? newId(now()), store))
await loadSession(store, now())
const http = new HttpClient({ baseUrl: location.origin, deviceId })
const auth = new AuthApi(http)
const deviceName = 'bench'
const token = new AccessToken(
  () => refreshToken({ store, auth, deviceId, deviceName }),
  () => currentSession()?.user.id,
)
const runtime: CommandRuntime = {
  ...{ store, registry, now },
  journal: new WorkJournal(createBrowserJournal()),
  poke: () => undefined,
  identity() {
    const session = currentSession()
    if (!session) throw new Error('nobody is signed in')
    const { id, name, roles, branchId } = session.user
    return { actor: { userId: id, name, roles }, branchId, deviceId }
  },
}

let employers: string[] = []
let workers = 0
let edits = 0

/** Blocks of the page's thread of more than 50 ms, the longest one since it was last asked. */
let longest = 0
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
}).observe({ entryTypes: ['longtask'] })

function syncDeps(): SyncDeps {
  const { branchId } = runtime.identity()
  return {
    ...{ store, now, journal: runtime.journal },
    env: clientEnvironment(runtime, { branchId, deviceId }),
    transport: httpTransport(http, token),
    needsSerials: false,
    report: () => undefined,
    signal: new AbortController().signal,
  }
}

function nextWorker(): { employerId: string; entry: ReturnType<typeof newWorker> } {
  const employerId = employers[workers % employers.length]
  if (employerId === undefined) throw new Error('no employers: fetch first')
  return { employerId, entry: newWorker(workers++) }
}

const device = {
  async signIn(username: string, password: string): Promise<void> {
    const tools = {
      ...{ store, auth, token, deviceId, deviceName, now },
      running: () => performance.now(),
      onSignedIn: () => undefined,
    }
    const result = await signIn(username, password, tools)
    if (!result.ok) throw new Error(JSON.stringify(result))
  },

  /** One pull. @returns its time, the rows that changed here, the longest block of the thread */
  async pull(): Promise<{ ms: number; rows: number; longestTaskMs: number }> {
    longest = 0
    const { ms, value } = await elapsed(() => pullChanges(syncDeps()))
    if (value.kind !== 'applied') throw new Error(`pull: ${value.kind}`)
    employers = (await store.rows('employer').limit(40).primaryKeys()).map(String)
    // Entries of the observer come a little later.
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { ms, rows: value.rowsChanged, longestTaskMs: Math.round(longest) }
  },

  async rows(): Promise<number> {
    const counts = Object.keys(store.schema).map((entity) => store.rows(entity).count())
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  },

  /** Saves one by one, as a form does. @returns milliseconds of each */
  async save(count: number): Promise<number[]> {
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      const args = nextWorker()
      const { ms, value } = await elapsed(() => execute(registerWorker, args, {}, runtime))
      if (!value.ok) throw new Error(value.violation.code)
      times.push(ms)
    }
    return times
  },

  /** Changes telephone numbers one by one, so that no row is added. @returns milliseconds of each */
  async edit(count: number): Promise<number[]> {
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      const id = employers[edits % employers.length] ?? ''
      const phone = (await store.rows('employer').get(id))?.['phone']
      const from = typeof phone === 'string' ? phone : null
      const to = `021${String(5_000_000 + edits++)}`
      const args = { entity: 'employer', id, set: { phone: { from, to } } }
      const { ms, value } = await elapsed(() => execute(patchRecord, args, {}, runtime))
      if (!value.ok) throw new Error(value.violation.code)
      times.push(ms)
    }
    return times
  },

  /** Puts so many commands into the outbox. */
  async fill(count: number): Promise<void> {
    for (let left = count; left > 0; left -= GROUP) {
      const size = Math.min(left, GROUP)
      const result = await executeTogether(async ({ run }) => {
        for (let n = 0; n < size; n++) await run(registerWorker, nextWorker())
      }, runtime)
      if (!result.ok) throw new Error(result.violation.code)
    }
  },

  async push(): Promise<{ ms: number; sent: number }> {
    const { ms, value } = await elapsed(() => pushOutbox(syncDeps()))
    if (value.stopped) throw new Error(`push: ${value.stopped}`)
    return { ms, sent: value.sent }
  },

  waiting: () => store.outbox.count(),
}

Object.assign(window, { device, peer })
