import type { Actor, Registry } from '#shared/commands/definition'
import type { DeviceFacts } from '#shared/sync/gate'
import type { RunEnvironment } from '#shared/sync/runCommand'
import { setDeviceClock } from '../host/clock'
import type { Store } from '../store/database'
import type { WorkJournal } from './journal/workJournal'

/** Who works here, on which device, for which branch. */
export interface Identity {
  readonly actor: Actor
  readonly branchId: string
  readonly deviceId: string
}

/** What commands need besides their arguments; put together once when the program starts. */
export interface CommandRuntime {
  readonly store: Store
  readonly registry: Registry
  /** @throws Error when nobody is signed in: no screen that changes data is shown then. */
  identity(): Identity
  /** The second home of work. */
  readonly journal: Pick<WorkJournal, 'note'>
  /** Disk and version of this device, for the gate. Without it nothing is held up. */
  standing?(): Pick<DeviceFacts, 'freeBytes' | 'writeFailed' | 'updateNeeded'>
  /** Epoch milliseconds. */
  now(): number
  /** Tells the sync that something waits. */
  poke(): void
}

let current: CommandRuntime | undefined

export function setRuntime(runtime: CommandRuntime | undefined): void {
  current = runtime
  // What the screens call today is the day that their commands will carry.
  setDeviceClock(runtime?.now)
}

export function getRuntime(): CommandRuntime {
  if (!current) throw new Error('the program has not been started')
  return current
}

/** The environment in which handlers run here, for this identity. */
export function clientEnvironment(
  { store, registry }: Pick<CommandRuntime, 'store' | 'registry'>,
  { branchId, deviceId }: Pick<Identity, 'branchId' | 'deviceId'>,
): RunEnvironment {
  return { schema: store.schema, registry, branchId, deviceId, where: 'client' }
}
