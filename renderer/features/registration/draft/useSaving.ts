import { useState } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Finding } from '#shared/domain/findings'
import type { SummaryItem } from '../../../components/form/ErrorSummary'
import { useFindingSentence } from '../../../components/form/findingSentence'
import { refusalValues } from '../../../components/refusalValues'
import type { FormValues } from './formDraft'
import { acceptedCode, type DraftForm } from './useDraftForm'
import { useTexts } from '../../../i18n/useTexts'

/** What stands at the top after an attempt to save. */
export interface SaveSummary {
  kind: 'errors' | 'unusual' | 'refused' | 'failed'
  items: readonly SummaryItem[]
  /** What to do, of a refusal; the technical reason, of a failure. */
  advice?: string
  title?: string
  attempt: number
}

interface SavingOptions<V extends FormValues> {
  form: DraftForm<V>
  labelOf: (field: string) => string
  /** Carries out the command. A violation is shown; an exception means trouble with the store. */
  submit: (values: V, acceptedFindings: string[]) => Promise<RuleViolation | undefined>
  /** Field that a refusal belongs to. */
  fieldOfRefusal: (violation: RuleViolation) => string | undefined
}

/**
 * Saving a form: errors stop it, unusual things stop it once (a second time means "as it is"),
 * a refusal is told at the top and at its field. Until the command has succeeded the draft stays.
 */
export function useSaving<V extends FormValues>(options: SavingOptions<V>) {
  const { form, labelOf, submit, fieldOfRefusal } = options
  const { t } = useTexts('refusals')
  const sentence = useFindingSentence()
  const [summary, setSummary] = useState<SaveSummary>()
  const [saving, setSaving] = useState(false)
  const [warned, setWarned] = useState('')

  const show = (next: Omit<SaveSummary, 'attempt'>) =>
    setSummary((before) => ({ ...next, attempt: (before?.attempt ?? 0) + 1 }))
  const itemsOf = (findings: readonly Finding[]): SummaryItem[] =>
    inFormOrder(findings, Object.keys(form.values)).map((one) => ({
      field: one.field,
      label: one.field && labelOf(one.field),
      sentence: sentence(one),
    }))

  /** @returns whether it was saved */
  async function save(): Promise<boolean> {
    if (saving) return false
    const checked = form.recheck({ attempted: true })
    const errors = checked.findings.filter(({ severity }) => severity === 'ERROR')
    if (errors.length > 0) {
      show({ kind: 'errors', items: itemsOf(errors) })
      return false
    }
    const { accepted, open } = form.warningsOf(checked)
    const unusual = open.map(acceptedCode).join()
    if (open.length > 0 && unusual !== warned) {
      setWarned(unusual)
      show({ kind: 'unusual', items: itemsOf(open) })
      return false
    }
    setSaving(true)
    try {
      const violation = await submit(checked.values, accepted.map(acceptedCode))
      if (!violation) {
        await form.autosave.finish()
        return true
      }
      const values = refusalValues(violation.detail)
      const said = t(violation.code, values)
      const field = fieldOfRefusal(violation)
      if (field !== undefined) form.setRefusal({ field, sentence: said })
      show({
        kind: 'refused',
        title: said,
        advice: t(`${violation.code}_advice`, values),
        items: field === undefined ? [] : [{ field, sentence: labelOf(field) }],
      })
      return false
    } catch (error) {
      show({
        kind: 'failed',
        items: [],
        advice: error instanceof Error ? error.message : String(error),
      })
      return false
    } finally {
      setSaving(false)
    }
  }

  return { save, saving, summary, clear: () => setSummary(undefined) }
}

/** In the order of the fields on the form, so that the links lead from top to bottom. */
function inFormOrder(findings: readonly Finding[], fields: readonly string[]): Finding[] {
  const place = ({ field }: Finding) => (field === undefined ? -1 : fields.indexOf(field))
  return [...findings].sort((a, b) => place(a) - place(b))
}
