import { create } from 'zustand'
import type { Host } from '#shared/host'
import type { DeviceFacts } from '#shared/sync/gate'
import { reportTrouble } from '../store/reportTrouble'
import { databaseTakesWrites } from '../store/writeProbe'
import { loopStore } from './loopState'
import { hasRoom } from './probeSpace'

export interface DiskState {
  /** `undefined` where nobody can tell. */
  readonly freeBytes: number | undefined
  readonly writeFailed: boolean
  /** There is room again, but this open database takes nothing more: only a new start helps. */
  readonly needsRestart: boolean
}

export const diskStore = create<DiskState>()(() => ({
  ...{ freeBytes: undefined, writeFailed: false, needsRestart: false },
}))

const EVERY_MS = 60_000

export interface DiskGuard {
  /** A write has just failed: new work stops at once. */
  noteFailedWrite(): void
  stop(): void
}

/**
 * Knows how much room this device has: asks at the start, every minute, and after a failed write.
 * In a browser free space is unknown; there a failed write is the sign, and a written and removed
 * file the sign that there is room again. Then the database has to take a write, too: on one of
 * Chromium's engines it answers nothing more until the next start.
 */
export function startDiskGuard(
  host: Pick<Host, 'diskSpace'>,
  probe: () => Promise<boolean> = hasRoom,
  takesWrites: () => Promise<boolean> = databaseTakesWrites,
): DiskGuard {
  const askHost = async (): Promise<void> => {
    const space = await host.diskSpace()
    diskStore.setState({ freeBytes: space?.freeBytes })
  }
  const watch = async (): Promise<void> => {
    await askHost()
    if (diskStore.getState().writeFailed && (await probe())) {
      const works = await takesWrites()
      diskStore.setState({ writeFailed: !works, needsRestart: !works })
    }
  }
  const tell = (error: unknown): void => reportTrouble('the disk space cannot be read', error)
  const timer = setInterval(() => void watch().catch(tell), EVERY_MS)
  recheck = watch
  void askHost().catch(tell)
  return {
    noteFailedWrite() {
      diskStore.setState({ writeFailed: true })
      // The shell gives its reserve up now, so that what waits can still be sent.
      void askHost().catch(tell)
    },
    stop() {
      clearInterval(timer)
      recheck = () => Promise.resolve()
      diskStore.setState({ freeBytes: undefined, writeFailed: false, needsRestart: false })
    },
  }
}

let recheck: () => Promise<void> = () => Promise.resolve()

/** "Coba lagi": looks at once whether there is room again. */
export function recheckDisk(): Promise<void> {
  return recheck()
}

/** What the gate must know besides outbox and last pull. */
export function deviceStanding(): Pick<DeviceFacts, 'freeBytes' | 'writeFailed' | 'updateNeeded'> {
  const { freeBytes, writeFailed } = diskStore.getState()
  return {
    ...{ freeBytes, writeFailed },
    updateNeeded: loopStore.getState().state.kind === 'updateNeeded',
  }
}
