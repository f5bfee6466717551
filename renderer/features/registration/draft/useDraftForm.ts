import { useCallback, useEffect, useMemo, useRef, useState, type FocusEvent } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import type { Finding } from '#shared/domain/findings'
import type { FormChecks } from '../../../components/form/FormChecks'
import type { Autosave } from './useAutosave'
import { useAutosave } from './useAutosave'
import type { DraftKind, FormDraft, FormValues } from './formDraft'

interface DraftFormOptions<V extends FormValues> {
  draftId: string
  kind: DraftKind
  initial: {
    values: V
    accepted: FormDraft['accepted']
    employerId?: string
    replaces?: string | undefined
    savedAt?: string | undefined
  }
  titleOf: (values: V) => string
  /** Everything noticed about the values. Pure, and quick: runs whenever a field is left. */
  check: (values: V) => readonly Finding[]
}

export interface DraftForm<V extends FormValues> {
  methods: UseFormReturn<V>
  checks: FormChecks
  autosave: Autosave
  /** All findings of the form as it was when a field was last left. */
  findings: readonly Finding[]
  /** The values of that moment. */
  values: V
  /** True once saving was tried: then missing fields are pointed out, too. */
  attempted: boolean
  /** Section that holds the cursor. */
  section: string | undefined
  /** Takes the values as they are now, shows everything that is wrong. */
  recheck(options?: { attempted: boolean }): { values: V; findings: readonly Finding[] }
  /** Unusual things noticed about these values, split by whether they were accepted with a tick. */
  warningsOf(checked: { values: V; findings: readonly Finding[] }): {
    accepted: readonly Finding[]
    open: readonly Finding[]
  }
  setRefusal(refusal: { field: string; sentence: string } | undefined): void
  /** To be spread on the form element. */
  formProps: { onBlur: (event: FocusEvent) => void; onFocus: (event: FocusEvent) => void }
}

/** Missing input is not a mistake until somebody tries to save. */
const ONLY_AFTER_ATTEMPT: ReadonlySet<string> = new Set([
  'REQUIRED',
  'LICENCE_MISSING',
  'PROGRAMME_MISSING',
  'CONTRACT_END_MISSING',
])

/** A form that never loses what was typed, checks gently, and remembers ticks for what is unusual. */
export function useDraftForm<V extends FormValues>(options: DraftFormOptions<V>): DraftForm<V> {
  const { draftId, kind, initial, titleOf, check } = options
  const methods = useForm<V>({ defaultValues: initial.values as never, shouldFocusError: false })
  const { getValues } = methods
  const [values, setValues] = useState<V>(initial.values)
  const [accepted, setAccepted] = useState(initial.accepted)
  const [touched, setTouched] = useState<ReadonlySet<string>>(() => filledFields(initial.values))
  const [attempted, setAttempted] = useState(false)
  const [section, setSection] = useState<string>()
  const [refusal, setRefusal] = useState<{ field: string; sentence: string }>()
  const focus = useRef<string>(undefined)

  const current = () => {
    const now = getValues()
    const { employerId, replaces } = initial
    return {
      title: titleOf(now),
      data: {
        values: now,
        accepted,
        ...(focus.current !== undefined && { focus: focus.current }),
        ...(employerId !== undefined && { employerId }),
        ...(replaces !== undefined && { replaces }),
      },
    }
  }
  const autosave = useAutosave(draftId, kind, current, initial.savedAt)
  const { touch } = autosave
  useEffect(
    () => methods.subscribe({ formState: { values: true }, callback: () => touch() }),
    [methods, touch],
  )

  const findings = useMemo(() => check(values), [check, values])

  const recheck = useCallback(
    (next: { attempted: boolean } = { attempted: false }) => {
      const now = structuredClone(getValues())
      setValues(now)
      if (next.attempted) setAttempted(true)
      return { values: now, findings: check(now) }
    },
    [getValues, check],
  )

  const isAcceptedIn = useCallback(
    (finding: Finding, of: FormValues) =>
      accepted[acceptKey(finding)] === valueText(of, finding.field),
    [accepted],
  )

  const checks = useMemo<FormChecks>(
    () => ({
      findingsOf: (field) =>
        findings.filter(
          (one) =>
            one.field === field &&
            (attempted || (touched.has(field) && !ONLY_AFTER_ATTEMPT.has(one.code))),
        ),
      isAccepted: (finding) => isAcceptedIn(finding, values),
      accept(finding, on) {
        setAccepted((before) => {
          const { [acceptKey(finding)]: _, ...others } = before
          return on ? { ...others, [acceptKey(finding)]: valueText(values, finding.field) } : others
        })
        touch()
      },
      refusalOf: (field) => (refusal?.field === field ? refusal.sentence : undefined),
    }),
    [findings, attempted, touched, isAcceptedIn, values, refusal, touch],
  )

  return {
    methods,
    checks,
    autosave,
    findings,
    values,
    attempted,
    section,
    recheck,
    warningsOf({ values: of, findings: all }) {
      const warnings = all.filter(({ severity }) => severity === 'WARNING')
      return {
        accepted: warnings.filter((one) => isAcceptedIn(one, of)),
        open: warnings.filter((one) => !isAcceptedIn(one, of)),
      }
    },
    setRefusal,
    formProps: {
      onFocus(event) {
        const within = event.target.closest('[data-section]')?.id
        if (within !== undefined) setSection(within)
        const name = fieldName(event.target)
        if (name === undefined) return
        focus.current = name
        // Only an already begun draft follows the cursor; looking around makes none.
        if (autosave.savedAt !== undefined) touch()
      },
      onBlur(event) {
        const name = fieldName(event.target)
        if (name === undefined) return
        setTouched((before) => (before.has(name) ? before : new Set([...before, name])))
        setRefusal((before) => (before?.field === name ? undefined : before))
        recheck()
      },
    },
  }
}

/** The form's field an input belongs to: its name, or the name its holder carries. */
function fieldName(target: EventTarget): string | undefined {
  if (!(target instanceof HTMLElement)) return undefined
  const held = target.closest<HTMLElement>('[data-field]')?.dataset['field']
  return held ?? (target.getAttribute('name') || undefined)
}

function filledFields(values: FormValues): ReadonlySet<string> {
  return new Set(
    Object.entries(values)
      .filter(([, value]) =>
        typeof value === 'string' ? value !== '' : Array.isArray(value) && value.length > 0,
      )
      .map(([name]) => name),
  )
}

/** How an accepted finding is kept with the data: `CODE:field`. */
export function acceptedCode({ code, field }: Finding): string {
  return `${code}:${field ?? ''}`.slice(0, 60)
}

function acceptKey({ code, field }: Finding): string {
  return `${field ?? ''}:${code}`
}

function valueText(values: FormValues, field: string | undefined): string {
  return JSON.stringify(field === undefined ? '' : (values[field] ?? ''))
}
