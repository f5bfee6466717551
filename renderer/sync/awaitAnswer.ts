import { noteAnswer, noteSilence } from './diskGuard'

/** After this the person is told that a save is not done yet. */
const SLOW_MS = 700
/** After this nobody should wait any longer. */
const SILENT_MS = 10_000

/**
 * Waits for a save. On a full disk a browser may neither take nor refuse one (Chromium on LevelDB):
 * the person then learns that it is not done, and later that it will not be. Whether it is there
 * shows only at the next start, so it is never given up here: it might be typed a second time.
 */
export async function awaitAnswer<T>(save: Promise<T>): Promise<T> {
  const timers = [
    setTimeout(() => noteSilence(save, 'slow'), SLOW_MS),
    setTimeout(() => noteSilence(save, 'stuck'), SILENT_MS),
  ]
  try {
    return await save
  } finally {
    timers.forEach(clearTimeout)
    noteAnswer(save)
  }
}
