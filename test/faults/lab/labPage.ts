import { z } from 'zod'
import { isAllowed } from '#shared/permissions/matrix'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { createBrowserJournal } from '../../../renderer/host/browserJournal'
import { DATABASE_NAME } from '../../../renderer/store/schema'
import { deleteSetting, findSetting, updateSetting } from '../../../renderer/store/settings'
import { AccessToken } from '../../../renderer/sync/accessToken'
import { AuthApi } from '../../../renderer/sync/authApi'
import { execute } from '../../../renderer/sync/execute'
import { HttpClient } from '../../../renderer/sync/httpClient'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { SealedJournal } from '../../../renderer/sync/journal/sealedJournal'
import { WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { newId } from '../../../renderer/sync/newId'
import { openHealed, unlockJournal } from '../../../renderer/sync/openHealed'
import { REBUILT_SETTING } from '../../../renderer/sync/rebuilt'
import { clientEnvironment, type CommandRuntime } from '../../../renderer/sync/runtime'
import { currentSession, loadSession } from '../../../renderer/sync/sessionStore'
import { refreshToken, signIn, type SignInRuntime } from '../../../renderer/sync/signIn'
import { PushPace } from '../../../renderer/sync/pushPace'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import { httpTransport } from '../../../renderer/sync/transport'
import { Random } from '../../model/random'
import { inspect, rowsForScenario, type Inspection } from './inspect'
import { labScenario } from './labScenario'
import { fly, noteOpening, noteUpToDate } from './pilot'

declare global {
  interface Window {
    readonly lab: typeof lab
  }
}

/** What became of one thing that a person wanted to do. */
export type Done =
  | { readonly kind: 'saved'; readonly uid: string; readonly id: number; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly code: string }
  /** The data at hand gave no occasion. */
  | { readonly kind: 'nothing' }

// The device half of the product without screens, over the data and commands of the model test.
const parameters = new URLSearchParams(location.search)
const { scenario, schema, registry } = labScenario(parameters.get('scenario'))
const client = Number(parameters.get('client') ?? '0')
/** Small pages make a pull long: then it is staged, or written page by page. */
const pageSize = Number(parameters.get('pages') ?? '0')
let ahead = parameters.has('now') ? Date.parse(parameters.get('now') ?? '') - Date.now() : 0
const now = (): number => Date.now() + ahead

if (parameters.has('pilot')) await noteOpening(DATABASE_NAME)
/** Asked for, or the database alone has to do. */
const sealed = parameters.has('journal') ? new SealedJournal(createBrowserJournal()) : undefined
const healing = sealed && { journal: sealed, registry, now }
const { store, healed } = await openHealed(healing, { schema })
if (parameters.has('pilot')) await noteUpToDate()
const deviceId = String(await updateSetting('deviceId', (value) => value ?? newId(), store))
await loadSession(store, now())
/** As long as the window lives, like the loop of the product. */
const pushPace = new PushPace()
const http = new HttpClient({ baseUrl: location.origin, deviceId })
const auth = new AuthApi(http)
const deviceName = `lab ${client}`
const token = new AccessToken(
  () => refreshToken(signInRuntime),
  () => currentSession()?.user.id,
)
const signInRuntime: SignInRuntime = {
  ...{ store, auth, token, deviceId, deviceName, now },
  ...(healed && { recovery: healed.identity.recovery }),
  ...(healing && { takeJournalKey: (raw: string) => unlockJournal(raw, store, healing) }),
  running: () => performance.now(),
  onSignedIn: () => undefined,
}
const runtime: CommandRuntime = {
  ...{ store, registry, now },
  journal: new WorkJournal(sealed),
  poke: () => undefined,
  identity() {
    const session = currentSession()
    if (!session) throw new Error('nobody is signed in')
    const { id, name, roles, branchId } = session.user
    return { actor: { userId: id, name, roles }, branchId, deviceId }
  },
}

const lab = {
  deviceId,

  /** Moves this window's clock ahead of the machine's, in milliseconds. */
  setAhead(milliseconds: number): void {
    ahead = milliseconds
  },

  async signIn(username: string, password: string): Promise<string> {
    const result = await signIn(username, password, signInRuntime)
    return result.ok ? 'ok' : JSON.stringify(result)
  },

  isSignedIn: () => currentSession() !== undefined,

  /** Whatever the scenario draws, through the product's own `execute`. */
  async act(seed: number): Promise<Done> {
    const random = new Random(seed)
    const question = {
      random,
      rows: await rowsForScenario(store, deviceId, client),
      client,
      newId: () => newId(now()),
      today: localDateOfInstant(new Date(now()).toISOString()),
    }
    const intent = scenario.intend(question) ?? scenario.intend(question)
    return intent ? lab.carryOut(intent.name, intent.args) : { kind: 'nothing' }
  },

  async carryOut(name: string, args: unknown): Promise<Done> {
    const definition = { name, version: 1, args: z.json() }
    try {
      const result = await execute(definition, z.json().parse(args), {}, runtime)
      if (!result.ok) return { kind: 'refused', name, code: result.violation.code }
      const { uid, id } = result.command
      return { kind: 'saved', uid, id, name }
    } catch (error) {
      // The small scenario has a handler with a bug in it, on purpose.
      const isPlanted = error instanceof TypeError && error.message === 'a bug in this handler'
      if (isPlanted) return { kind: 'refused', name, code: 'INTERNAL' }
      throw error
    }
  },

  /** One round of the product's sync. @returns its outcome in words; trouble is no error here */
  async sync(): Promise<string> {
    const session = currentSession()
    if (!session) return 'nobody is signed in'
    try {
      const outcome = await syncOnce({
        ...{ store, now, journal: runtime.journal },
        env: clientEnvironment(runtime, { branchId: session.user.branchId, deviceId }),
        transport: httpTransport(http, token),
        ...(pageSize > 0 && { pullSizes: { page: pageSize, inMemory: 2 * pageSize } }),
        needsSerials: scenario.name === 'real' && isAllowed(session.user.roles, 'code.issue'),
        report: () => undefined,
        pushPace,
        signal: new AbortController().signal,
      })
      return outcome.kind === 'recovering' ? `recovering ${outcome.reason}` : outcome.kind
    } catch (error) {
      if (error instanceof HttpFailure) return `failed: ${JSON.stringify(error.failure)}`
      if (error instanceof RuleViolation) return `refused: ${error.code}`
      throw error
    }
  },

  waiting: () => store.db.table('outbox').count(),

  inspect: (): Promise<Inspection> => inspect(store, runtime),

  async wasRebuilt(): Promise<boolean> {
    const told = await findSetting(REBUILT_SETTING, store)
    await deleteSetting(REBUILT_SETTING, store)
    return told !== undefined
  },
}

Object.assign(window, { lab })
if (parameters.has('pilot')) void fly(lab, parameters)
