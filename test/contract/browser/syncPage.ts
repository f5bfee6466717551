import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { getStore } from '../../../renderer/store/database'
import { searchEmployers } from '../../../renderer/store/queries/employers'
import { listOutstanding } from '../../../renderer/store/files'
import { countOpenRejections } from '../../../renderer/store/queries/decisions'
import { findActivity, getClientMeta, outboxSummary } from '../../../renderer/store/queries/outbox'
import { findSetting } from '../../../renderer/store/settings'
import { serialStock } from '../../../renderer/store/serials'
import { execute } from '../../../renderer/sync/execute'
import { loopStore } from '../../../renderer/sync/loopState'
import { newId } from '../../../renderer/sync/newId'
import { currentSession } from '../../../renderer/sync/sessionStore'
import { signIn, signOut } from '../../../renderer/sync/signIn'
import { startSession } from '../../../renderer/sync/startSession'
import { syncStatus } from '../../../renderer/sync/status'
import { bareHost } from '../../support/bareHost'
import { testProfile } from '../../support/testEmployer'

declare global {
  interface Window {
    readonly loket: typeof loket
  }
}

/** The device half without screens: what a test may ask of it. */
const loket = {
  signIn: (username: string, password: string) => signIn(username, password),
  signOut: () => signOut(),
  user: () => currentSession()?.user.name,

  async register(legalName: string, npwp: string): Promise<string> {
    const profile = testProfile({ legalName, npwp })
    const args = { employerId: newId(), profile, acceptedFindings: [] }
    const result = await execute(registerEmployer, args)
    return result.ok ? 'ok' : result.violation.code
  },

  async search(typed: string): Promise<string[]> {
    return (await searchEmployers(typed)).rows.map(({ legalName }) => legalName)
  },

  async status() {
    const [outbox, openRejections, files, activity, meta] = await Promise.all([
      outboxSummary(),
      countOpenRejections(),
      listOutstanding(),
      findActivity(),
      getClientMeta(),
    ])
    return syncStatus({
      outbox,
      openRejections,
      files: files.length,
      lastLocalCommitAt: activity.lastLocalCommitAt,
      lastPushAt: activity.lastPushAt,
      pulledAt: meta.pulledAt,
      loop: loopStore.getState().state,
      now: new Date().toISOString(),
    })
  },

  async serials(): Promise<number> {
    return (await serialStock(String(await findSetting('deviceId')), getStore())).left
  },
}

await startSession(bareHost)
Object.assign(window, { loket })
