import { openStore, type Store } from '../../../renderer/store/database'
import { localTransaction } from '../../../renderer/store/clientTx'
import { findEmployer, searchEmployers } from '../../../renderer/store/queries/employers'
import { watchLastPending } from '../../../renderer/store/watchOutbox'
import { getDeviceKeys, publicJwk, signText } from '../../../renderer/sync/deviceKey'
import { execute } from '../../../renderer/sync/execute'
import { hasRoom } from '../../../renderer/sync/probeSpace'
import { newId } from '../../../renderer/sync/newId'
import { WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { registry } from '#shared/commands/registry'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { testActor, testProfile } from '../../support/testEmployer'
import { clientCases } from '../clientCases'
import { openDexieClient, openDexieTx } from '../dexieHarness'
import { txCases } from '../txCases'

declare global {
  interface Window {
    readonly contract: typeof contract
  }
}

let opened: Store | undefined
let failedWrites = 0

/** What a test may ask of this page; arguments and answers travel as JSON. */
const contract = {
  /** Runs one case of a suite on an empty database. @returns the error text, or undefined */
  async runCase(suite: 'tx' | 'client', title: string): Promise<string | undefined> {
    try {
      if (suite === 'tx') await runIn(openDexieTx, find(txCases, title))
      else await runIn(openDexieClient, find(clientCases, title))
      return undefined
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
  },

  async openNamed(name: string): Promise<void> {
    failedWrites = 0
    opened = await openStore({ name, onFailedWrite: () => (failedWrites += 1) })
  },

  failedWrites: () => failedWrites,
  hasRoom,

  async register(legalName: string): Promise<string> {
    const store = named()
    const employerId = newId()
    const profile = testProfile({ legalName, npwp: String(Date.now()).padStart(16, '0') })
    const result = await execute(
      registerEmployer,
      { employerId, profile, acceptedFindings: [] },
      {},
      {
        store,
        registry,
        identity: () => ({ actor: testActor, branchId: '516', deviceId: 'device-1' }),
        journal: new WorkJournal(undefined),
        now: () => Date.now(),
        poke: () => undefined,
      },
    )
    if (!result.ok) throw result.violation
    return employerId
  },

  async nameOf(id: string): Promise<string | undefined> {
    return (await findEmployer(id, named()))?.legalName
  },

  async search(typed: string): Promise<string[]> {
    return (await searchEmployers(typed, named())).rows.map(({ legalName }) => legalName)
  },

  /** Resolves when a command appears in the outbox that was not there before. */
  async waitForWork(): Promise<void> {
    await new Promise<void>((resolve) => {
      const unwatch = watchLastPending(named(), () => {
        unwatch()
        resolve()
      })
    })
  },

  /** Public key, whether the private one can be read, and a signature over a text. */
  async deviceKey(text: string) {
    const keys = await getDeviceKeys(named())
    const readable = await crypto.subtle.exportKey('jwk', keys.privateKey).then(
      () => true,
      () => false,
    )
    return { jwk: await publicJwk(keys), readable, signature: await signText(keys, text) }
  },

  /** The durability that the browser really gives to the transactions of commands. */
  async durabilityOf(name: string): Promise<string[]> {
    const seen = new Set<string>()
    const original = IDBDatabase.prototype.transaction
    // Dexie binds the method when it opens, so it is watched from before that.
    IDBDatabase.prototype.transaction = function (...parameters) {
      const made = original.apply(this, parameters)
      if (made.mode === 'readwrite') seen.add(made.durability)
      return made
    }
    const store = await openStore({ name })
    await localTransaction(store, (tx) => tx.putMeta('test', 1))
    IDBDatabase.prototype.transaction = original
    return [...seen]
  },
}

Object.assign(window, { contract })

function named(): Store {
  if (!opened) throw new Error('no database is open')
  return opened
}

function find<Case extends { title: string }>(cases: readonly Case[], title: string): Case {
  const found = cases.find((item) => item.title === title)
  if (!found) throw new Error(`no case ${title}`)
  return found
}

async function runIn<Harness>(
  open: () => Promise<{ harness: Harness; close(): Promise<void> }>,
  item: { run(harness: Harness): Promise<void> },
): Promise<void> {
  const { harness, close } = await open()
  try {
    await item.run(harness)
  } finally {
    await close()
  }
}
