import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { importWorkers } from '#shared/commands/workers/importWorkers'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Participant } from '#shared/model/participant'
import { checkRows, recheckRows, type ImportCheck } from '#shared/registration/importCheck'
import { ImportProblem } from '#shared/registration/importProblem'
import { today } from '../../../components/format'
import { deleteDraft, listDrafts, saveDraft } from '../../../store/queries/drafts'
import { allMemberships, findParticipantsByNik } from '../../../store/queries/workers'
import { execute } from '../../../sync/execute'
import { newId } from '../../../sync/newId'
import { getRuntime } from '../../../sync/runtime'
import { checkWorkerList } from '../../../workers/import/checkWorkerList'
import type { ImportProgress } from '../../../workers/import/protocol'
import { importDraftOf, packIds, packList, unpackIds, unpackList, type RowIds } from './importDraft'
import { sortOut, type ImportView } from './importView'
import { runImport, type RefusedRow } from './runImport'

/** A list under way: one import of one file for one employer. */
export interface OpenImport {
  readonly importId: string
  readonly fileName: string
  readonly check: ImportCheck
  readonly ids: ReadonlyMap<number, RowIds>
  readonly imported: ReadonlySet<number>
  readonly people: ReadonlyMap<string, Participant>
  readonly refused: ReadonlyMap<number, string>
}

export type ImportPhase =
  | { step: 'LOOKING' }
  | { step: 'CHOOSE' }
  | { step: 'READING'; fileName: string; progress: ImportProgress | undefined }
  | { step: 'CHECKED' }
  | { step: 'IMPORTING'; done: number; total: number; stopping: boolean }

export interface ImportList {
  readonly phase: ImportPhase
  readonly open: OpenImport | undefined
  readonly view: ImportView | undefined
  /** The file could not be used; nothing changed. */
  readonly problem: Pick<ImportProblem, 'code' | 'detail'> | undefined
  /** The whole import was refused, e.g. because the employer became inactive. */
  readonly violation: RuleViolation | undefined
  /** Trouble with the store: what is in stays in, and importing again goes on behind it. */
  readonly trouble: string | undefined
  readonly resumed: boolean
  read(file: File): Promise<void>
  fail(problem: Pick<ImportProblem, 'code' | 'detail'>): void
  cancel(): void
  /** The same new text for one column of these rows; they are checked again at once. */
  edit(rowNumbers: readonly number[], column: number, text: string): void
  importGood(): Promise<void>
  /** Ends this import; rows not imported are forgotten here. */
  discard(): Promise<void>
}

const EDITS_SAVED_AFTER_MS = 400

/**
 * The import of one employer's list. Everything needed to go on after a crash is in a draft before
 * the first row goes in; which rows are in is asked from the store, never remembered.
 */
export function useImportList(
  employerId: string,
  sentenceOf: (refused: RefusedRow) => string,
): ImportList {
  const [phase, setPhase] = useState<ImportPhase>({ step: 'LOOKING' })
  const [open, setOpen] = useState<OpenImport>()
  const [problem, setProblem] = useState<Pick<ImportProblem, 'code' | 'detail'>>()
  const [violation, setViolation] = useState<RuleViolation>()
  const [trouble, setTrouble] = useState<string>()
  const [resumed, setResumed] = useState(false)
  const stop = useRef<AbortController>(undefined)
  const knownNiks = useRef<ReadonlySet<string>>(new Set())
  const unsaved = useRef<{ timer: ReturnType<typeof setTimeout>; open: OpenImport }>(undefined)

  const forgetEdits = useCallback(() => {
    clearTimeout(unsaved.current?.timer)
    unsaved.current = undefined
  }, [])
  /** Corrections are kept after a pause in typing, and when the page is left. */
  const saveEdits = useCallback(() => {
    const edited = unsaved.current?.open
    forgetEdits()
    if (edited) void keep(employerId, edited)
  }, [employerId, forgetEdits])

  const context = useCallback(() => ({ today: today(), knownNiks: knownNiks.current }), [])

  useEffect(() => {
    let current = true
    void takeUp(employerId).then((found) => {
      if (!current) return
      if (found) {
        knownNiks.current = found.knownNiks
        setOpen(found.open)
        setResumed(true)
      }
      setPhase({ step: found ? 'CHECKED' : 'CHOOSE' })
    })
    return () => {
      current = false
      stop.current?.abort()
      saveEdits()
    }
  }, [employerId, saveEdits])

  const read = useCallback(
    async (file: File) => {
      setProblem(undefined)
      setViolation(undefined)
      setResumed(false)
      setPhase({ step: 'READING', fileName: file.name, progress: undefined })
      const abort = new AbortController()
      stop.current = abort
      try {
        knownNiks.current = activeNiks(await allMemberships(employerId))
        const check = await checkWorkerList(file, context(), {
          signal: abort.signal,
          onProgress: (progress) => setPhase({ step: 'READING', fileName: file.name, progress }),
        })
        const next: OpenImport = {
          importId: newId(),
          fileName: file.name,
          check,
          ids: new Map(),
          imported: new Set(),
          people: await peopleOf(check, new Map()),
          refused: new Map(),
        }
        await keep(employerId, next)
        setOpen(next)
        setPhase({ step: 'CHECKED' })
      } catch (error) {
        setPhase({ step: 'CHOOSE' })
        if (abort.signal.aborted) return
        if (!(error instanceof ImportProblem)) throw error
        setProblem(error)
      }
    },
    [employerId, context],
  )

  const edit = useCallback(
    (rowNumbers: readonly number[], column: number, text: string) => {
      if (!open) return
      const edits = rowNumbers.map((rowNumber) => ({ rowNumber, column, text }))
      const check = recheckRows(open.check, edits, context())
      const refused = new Map(open.refused)
      for (const rowNumber of rowNumbers) refused.delete(rowNumber)
      const next = { ...open, check, refused }
      setOpen(next)
      clearTimeout(unsaved.current?.timer)
      unsaved.current = { open: next, timer: setTimeout(saveEdits, EDITS_SAVED_AFTER_MS) }
      void peopleOf(check, open.people).then((people) =>
        setOpen((now) => now && { ...now, people: new Map([...now.people, ...people]) }),
      )
    },
    [open, context, saveEdits],
  )

  const view = useMemo(() => open && sortOut(open.check, open), [open])

  const importGood = useCallback(async () => {
    if (!open || !view || view.good.length === 0) return
    forgetEdits()
    setViolation(undefined)
    setTrouble(undefined)
    setResumed(false)
    const abort = new AbortController()
    stop.current = abort
    const total = view.good.length
    const progress = (done: number) =>
      setPhase({ step: 'IMPORTING', done, total, stopping: abort.signal.aborted })
    progress(0)
    const ids = new Map(open.ids)
    for (const { number } of view.good) {
      if (!ids.has(number)) ids.set(number, { participantId: newId(), membershipId: newId() })
    }
    const withIds = { ...open, ids }
    const refused = new Map(open.refused)
    try {
      // The ids are on the disk before the first row is: a second run cannot make new ones.
      await keep(employerId, withIds)
      const job = { ...withIds, employerId, rows: view.good }
      const outcome = await runImport(job, (args) => execute(importWorkers, args), {
        onProgress: progress,
        stop: abort.signal,
      })
      for (const row of outcome.refused) refused.set(row.rowNumber, sentenceOf(row))
      setViolation(outcome.stoppedBy)
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
    const imported = importedRows(ids, await allMemberships(employerId))
    setOpen({ ...withIds, refused, imported })
    setPhase({ step: 'CHECKED' })
    if (imported.size === open.check.totalRows) await deleteDraft(open.importId)
  }, [open, view, employerId, sentenceOf, forgetEdits])

  return {
    phase,
    open,
    view,
    problem,
    violation,
    trouble,
    resumed,
    read,
    fail: setProblem,
    cancel: () => {
      stop.current?.abort()
      setPhase((now) => (now.step === 'IMPORTING' ? { ...now, stopping: true } : now))
    },
    edit,
    importGood,
    async discard() {
      forgetEdits()
      if (open) await deleteDraft(open.importId)
      setOpen(undefined)
      setResumed(false)
      setProblem(undefined)
      setPhase({ step: 'CHOOSE' })
    },
  }
}

async function keep(
  employerId: string,
  { importId, fileName, check, ids }: OpenImport,
): Promise<void> {
  const runtime = getRuntime()
  await saveDraft({
    id: importId,
    kind: 'workerImport',
    userId: runtime.identity().actor.userId,
    title: fileName,
    updatedAt: new Date(runtime.now()).toISOString(),
    data: {
      employerId,
      importId,
      fileName,
      sheet: check.sheet,
      list: packList(check),
      ids: packIds(ids),
    },
  })
}

/** The unfinished import of this employer, if there is one. */
async function takeUp(
  employerId: string,
): Promise<{ open: OpenImport; knownNiks: ReadonlySet<string> } | undefined> {
  const drafts = await listDrafts(getRuntime().identity().actor.userId)
  const draft = drafts.map((one) => importDraftOf(one, employerId)).find((one) => one !== undefined)
  if (!draft) return undefined
  const memberships = await allMemberships(employerId)
  const ids = unpackIds(draft.ids)
  const imported = importedRows(ids, memberships)
  const knownNiks = activeNiks(memberships)
  const check = checkRows(
    { fileName: draft.fileName, sheet: draft.sheet, ...unpackList(draft.list) },
    { today: today(), knownNiks },
  )
  const people = await peopleOf(check, new Map())
  const { importId, fileName } = draft
  return {
    open: { importId, fileName, check, ids, imported, people, refused: new Map() },
    knownNiks,
  }
}

function importedRows(
  ids: ReadonlyMap<number, RowIds>,
  memberships: readonly { id: string }[],
): ReadonlySet<number> {
  const stored = new Set(memberships.map(({ id }) => id))
  return new Set(
    [...ids].filter(([, { membershipId }]) => stored.has(membershipId)).map(([row]) => row),
  )
}

function activeNiks(memberships: readonly { nik: string; status: string }[]): ReadonlySet<string> {
  return new Set(memberships.filter(({ status }) => status === 'ACTIVE').map(({ nik }) => nik))
}

/** Who in this branch already has a NIK of the list; asks only for those not yet asked for. */
async function peopleOf(
  check: ImportCheck,
  asked: ReadonlyMap<string, Participant>,
): Promise<Map<string, Participant>> {
  const niks = check.good.flatMap(({ row }) =>
    row && !asked.has(row.person.nik) ? [row.person.nik] : [],
  )
  return findParticipantsByNik(niks)
}
