/** The part of a page's contents that recovery needs. */
export interface CrashingContents {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { reason: string }) => void,
  ): unknown
  reload(): void
}

const MAX_RELOADS = 3
const WINDOW = 10 * 60_000

/**
 * Loads the page again when its process dies (out of memory, a crash): drafts are saved while
 * typing, so a reload brings the person back to where they were. A page that dies again and again
 * is not reloaded for ever: `giveUp` tells the person.
 */
export function recoverFromCrashes(
  contents: CrashingContents,
  giveUp: (reason: string) => void,
  now: () => number = Date.now,
): void {
  const crashes: number[] = []
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    crashes.push(now())
    const recent = crashes.filter((time) => now() - time < WINDOW)
    if (recent.length <= MAX_RELOADS) contents.reload()
    else giveUp(reason)
  })
}
