import { useCallback, useEffect, useRef, useState } from 'react'
import { getRuntime } from '../../../sync/runtime'
import { deleteDraft, saveDraft } from '../../../store/queries/drafts'
import type { DraftKind, FormDraft } from './formDraft'

/** A pause in typing this long writes the draft; well below the promised second. */
export const AUTOSAVE_MS = 300

export interface Autosave {
  /** UTC instant of the last write, for the line below the form. */
  readonly savedAt: string | undefined
  /** The last write failed: the person is told and the next change tries again. */
  readonly failed: boolean
  /** Something changed: write soon. */
  touch(): void
  /** Write now what is waiting. */
  flush(): Promise<void>
  /** The work is done: remove the draft and write nothing more. */
  finish(): Promise<void>
}

/**
 * Keeps a form in the draft table while it is being filled. Nothing is written before the first
 * change, so opening and leaving a form makes no draft.
 */
export function useAutosave(
  id: string,
  kind: DraftKind,
  current: () => { title: string; data: FormDraft },
  storedAt?: string,
): Autosave {
  const [savedAt, setSavedAt] = useState(storedAt)
  const [failed, setFailed] = useState(false)
  const state = useRef<{ timer?: ReturnType<typeof setTimeout>; finished: boolean }>({
    finished: false,
  })
  const latest = useRef(current)
  useEffect(() => {
    latest.current = current
  })

  const write = useCallback(async () => {
    delete state.current.timer
    const runtime = getRuntime()
    const updatedAt = new Date(runtime.now()).toISOString()
    try {
      const userId = runtime.identity().actor.userId
      await saveDraft({ id, kind, userId, updatedAt, ...latest.current() })
      setFailed(false)
      setSavedAt(updatedAt)
    } catch {
      setFailed(true)
    }
  }, [id, kind])

  const touch = useCallback(() => {
    if (state.current.finished || state.current.timer !== undefined) return
    state.current.timer = setTimeout(() => void write(), AUTOSAVE_MS)
  }, [write])

  const flush = useCallback(async () => {
    if (state.current.timer === undefined) return
    clearTimeout(state.current.timer)
    await write()
  }, [write])

  const finish = useCallback(async () => {
    state.current.finished = true
    clearTimeout(state.current.timer)
    delete state.current.timer
    await deleteDraft(id)
  }, [id])

  useEffect(() => {
    const now = () => void flush()
    window.addEventListener('pagehide', now)
    document.addEventListener('visibilitychange', now)
    return () => {
      window.removeEventListener('pagehide', now)
      document.removeEventListener('visibilitychange', now)
      // Leaving the page by the menu must not lose the last third of a second.
      now()
    }
  }, [flush])

  return { savedAt, failed, touch, flush, finish }
}
