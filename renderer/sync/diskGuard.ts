import { create } from 'zustand'
import type { Host } from '#shared/host'
import type { DeviceFacts } from '#shared/sync/gate'
import { reportTrouble } from '../store/reportTrouble'
import { databaseTakesWrites } from '../store/writeProbe'
import { hasRoom } from './probeSpace'
import { isUpdateWanted } from './updateWanted'

export interface DiskState {
  /** `undefined` where nobody can tell. */
  readonly freeBytes: number | undefined
  readonly writeFailed: boolean
  /** There is room again, but this open database takes nothing more: only a new start helps. */
  readonly needsRestart: boolean
  /** The worst of what people have asked to save and the browser has neither taken nor refused. */
  readonly silence: Silence | undefined
}

/** A save without an answer: `slow` may still be answered, with `stuck` only a new start helps. */
export type Silence = 'slow' | 'stuck'

const calm: DiskState = {
  ...{ freeBytes: undefined, writeFailed: false, needsRestart: false, silence: undefined },
}
export const diskStore = create<DiskState>()(() => calm)

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
      unanswered.clear()
      diskStore.setState(calm)
    },
  }
}

const unanswered = new Map<object, Silence>()

/** A save has waited long. One that is stuck stops new work, as a failed write does. */
export function noteSilence(save: object, silence: Silence): void {
  unanswered.set(save, silence)
  diskStore.setState({
    silence: worst(),
    ...(silence === 'stuck' && { writeFailed: true }),
  })
}

/** A save was taken or refused after all; nothing when it had not waited long. */
export function noteAnswer(save: object): void {
  const silence = unanswered.get(save)
  if (!silence) return
  unanswered.delete(save)
  diskStore.setState({ silence: worst() })
  // Whether the stop ends is for the check to say, not for this one answer.
  if (silence === 'stuck') void recheckDisk().catch(() => undefined)
}

function worst(): Silence | undefined {
  const all = [...unanswered.values()]
  return all.includes('stuck') ? 'stuck' : all[0]
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
    updateNeeded: isUpdateWanted(),
  }
}
