import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState, type FocusEvent } from 'react'
import { findPatchableField } from '#shared/commands/records/patchable'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { hasErrors } from '#shared/domain/findings'
import { enterMovesOn } from '../../components/form/enterMovesOn'
import { useFindingSentence } from '../../components/form/findingSentence'
import form from '../../components/form/form.module.css'
import { fieldId, focusField } from '../../components/form/FormChecks'
import { FormSection } from '../../components/form/FormSection'
import { Refusal } from '../../components/Refusal'
import { useSaveKey } from '../../components/useSaveKey'
import { useTexts } from '../../i18n/useTexts'
import {
  changesOf,
  checkField,
  fieldsOfGroup,
  isTouched,
  saveChanges,
  seenAnew,
  shownValues,
  type EditField,
  type EditGroup,
  type Typed,
} from './changes'
import { useFieldWords } from './fieldWords'

interface EditFormProps {
  groups: readonly EditGroup[]
  /** Told how many fields were changed; 0 when nothing was. */
  onSaved: (count: number) => void
  onLeave: () => void
}

/**
 * Plain fields of some rows. What the rows hold when the form opens is what the person has seen:
 * a change by a colleague meanwhile is told, not overwritten.
 */
export function EditForm({ groups, onSaved, onLeave }: EditFormProps) {
  const { t } = useTexts('edits')
  const [seen, setSeen] = useState(() => groups.map(fieldsOfGroup))
  const fields = useMemo(() => seen.flat(), [seen])
  const [typed, setTyped] = useState<Typed>(() => shownValues(fields))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [refusal, setRefusal] = useState<RuleViolation>()
  const [busy, setBusy] = useState(false)
  const change = (key: string, value: string | boolean) =>
    setTyped((before) => ({ ...before, [key]: value }))

  const save = async () => {
    if (busy) return
    // What was there before the rules and was not touched holds nobody up.
    const wrong = fields.find(
      (field) =>
        isTouched(field, typed) && hasErrors(checkField(field, typed[field.key] ?? '').findings),
    )
    if (wrong) {
      setLeft(new Set(fields.map(({ key }) => key)))
      focusField(wrong.key)
      return
    }
    setBusy(true)
    const { saved, refusal: violation } = await saveChanges(changesOf(fields, typed))
    setBusy(false)
    if (!violation) return onSaved(saved.length)
    setRefusal(violation)
    // What is now there has been seen: saving again is a decision and no accident.
    const now = groups.map(fieldsOfGroup)
    setTyped((before) => seenAnew(fields, now.flat(), before))
    setSeen(now)
  }
  useSaveKey(() => void save())
  useLeaveKey(onLeave)
  useEffect(() => {
    const first = fields[0]
    if (first) focusField(first.key)
    // Only when the form opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const onBlur = (event: FocusEvent<HTMLElement>) => {
    const key = event.target.id.replace(/^field-/, '')
    setLeft((before) => new Set([...before, key]))
  }
  return (
    // Enter walks through the fields; the fields themselves are the controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={form.body} onKeyDown={enterMovesOn} onBlur={onBlur}>
      {refusal && <Refusal violation={refusal} />}
      {groups.map((group, place) => (
        <FormSection key={group.entity + group.title} id={`edit-${place}`} title={group.title}>
          {(seen[place] ?? []).map((field) => (
            <Field
              key={field.key}
              field={field}
              value={typed[field.key] ?? ''}
              speak={left.has(field.key)}
              onChange={(value) => change(field.key, value)}
            />
          ))}
        </FormSection>
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={onLeave} aria-keyshortcuts="Escape">
          {t('leave')}
        </Button>
        <Button
          onClick={() => void save()}
          loading={busy}
          data-last-stop
          aria-keyshortcuts="Control+S"
        >
          {t('save')}
        </Button>
      </Group>
    </div>
  )
}

interface FieldProps {
  field: EditField
  value: string | boolean
  /** The field has been left: what is wrong with it may be said. */
  speak: boolean
  onChange: (value: string | boolean) => void
}

function Field({ field, value, speak, onChange }: FieldProps) {
  const { labelOf } = useFieldWords()
  const sentence = useFindingSentence()
  const rule = findPatchableField(field.entity, field.field)
  const label = labelOf(field.field)
  const id = fieldId(field.key)
  if (typeof value === 'boolean') {
    return (
      <div className={form.field} style={{ gridColumn: 'span 6', paddingTop: 26 }}>
        <Checkbox
          id={id}
          label={label}
          checked={value}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </div>
    )
  }
  const { findings } = checkField(field, value)
  const error = speak ? findings.find(({ severity }) => severity === 'ERROR') : undefined
  const warning =
    speak && !error ? findings.find(({ severity }) => severity === 'WARNING') : undefined
  return (
    <div className={form.field} style={{ gridColumn: `span ${spanOf(field, rule?.max)}` }}>
      <TextInput
        id={id}
        label={label}
        value={value}
        maxLength={250}
        autoComplete="off"
        spellCheck={false}
        withAsterisk={rule?.required ?? false}
        aria-required={rule?.required ?? false}
        error={error && sentence(error)}
        description={warning && sentence(warning)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}

function spanOf({ field }: EditField, max = 120): number {
  if (field === 'address') return 12
  return max <= 20 ? 4 : 6
}

function useLeaveKey(leave: () => void): void {
  useEffect(() => {
    // Looked at before the dialog itself hears of the key, and closes.
    let inDialog = false
    const look = () => (inDialog = document.querySelector('[role="dialog"]') !== null)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) leave()
    }
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', look, { capture: true })
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [leave])
}
