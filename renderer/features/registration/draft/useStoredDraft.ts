import { useEffect, useRef, useState } from 'react'
import { findDraft } from '../../../store/queries/drafts'
import { newId } from '../../../sync/newId'
import { formDraftOf, type StoredForm } from './formDraft'

/** `baru` in an address stands for a draft that does not exist yet. */
export const NEW_DRAFT = 'baru'

/** Gives a new draft an address of its own, so that a reload finds it again. */
export function useOwnDraftAddress(draftId: string, go: (ownId: string) => void): void {
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    if (draftId === NEW_DRAFT) latest.current(newId())
  }, [draftId])
}

/** The stored form; `null` = there is none (a new one); `undefined` = not read yet. */
export function useStoredDraft(draftId: string): StoredForm | null | undefined {
  const [found, setFound] = useState<{ id: string; draft: StoredForm | null }>()
  useEffect(() => {
    let current = true
    void findDraft(draftId).then((draft) => {
      if (current) setFound({ id: draftId, draft: formDraftOf(draft) ?? null })
    })
    return () => {
      current = false
    }
  }, [draftId])
  return found?.id === draftId ? found.draft : undefined
}
