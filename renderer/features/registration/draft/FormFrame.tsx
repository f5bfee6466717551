import { useEffect, type KeyboardEvent, type ReactNode } from 'react'
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { enterMovesOn } from '../../../components/form/enterMovesOn'
import { ErrorSummary } from '../../../components/form/ErrorSummary'
import { focusField, FormChecksContext } from '../../../components/form/FormChecks'
import classes from '../../../components/form/form.module.css'
import { SectionList, type SectionEntry } from '../../../components/form/SectionList'
import type { FormValues } from './formDraft'
import { clockWithSeconds } from './clock'
import type { DraftForm } from './useDraftForm'
import type { SaveSummary } from './useSaving'
import { useTexts } from '../../../i18n/useTexts'

interface FormFrameProps<V extends FormValues> {
  form: DraftForm<V>
  label: string
  sections: readonly SectionEntry[]
  summary: SaveSummary | undefined
  /** Field that takes the cursor at the start. */
  focus: string
  onCtrlEnter: () => void
  onLeave: () => void
  /** Buttons of the last line. */
  buttons: ReactNode
  children: ReactNode
}

/** The long form: parts at the left, fields, keys, and the line that says what is kept. */
export function FormFrame<V extends FormValues>(props: FormFrameProps<V>) {
  const { form, label, sections, summary, focus, onCtrlEnter, onLeave, buttons, children } = props
  const { t } = useTexts('registration')
  useEffect(() => {
    focusField(focus)
    // Only at the start; later the cursor is the person's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onCtrlEnter()
    } else if (event.key === 'Escape' && !event.defaultPrevented && !hasOpenList(event.target)) {
      event.preventDefault()
      onLeave()
    } else {
      enterMovesOn(event)
    }
  }

  return (
    <FormChecksContext value={form.checks}>
      <FormProvider {...(form.methods as unknown as UseFormReturn<FieldValues>)}>
        {/* The keys of the whole form; whatever they do has a button, too. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <form
          className={classes.layout}
          aria-label={label}
          noValidate
          onSubmit={(event) => event.preventDefault()}
          onKeyDown={onKeyDown}
          {...form.formProps}
        >
          <SectionList label={t('sections')} sections={sections} current={form.section} />
          <div className={classes.body}>
            {summary && <Summary summary={summary} />}
            {children}
            <footer className={classes.footer}>
              <DraftState form={form} />
              {buttons}
            </footer>
          </div>
        </form>
      </FormProvider>
    </FormChecksContext>
  )
}

function Summary({ summary }: { summary: SaveSummary }) {
  const { t } = useTexts('registration')
  const { kind, items, attempt, advice } = summary
  switch (kind) {
    case 'errors':
      return (
        <ErrorSummary
          tone="bad"
          attempt={attempt}
          items={items}
          title={t('summaryErrors', { count: items.length })}
        >
          <p>{t('summaryErrorsSafe')}</p>
        </ErrorSummary>
      )
    case 'unusual':
      return (
        <ErrorSummary
          tone="waiting"
          attempt={attempt}
          items={items}
          title={t('summaryUnusual', { count: items.length })}
        >
          <p>{t('summaryUnusualAdvice')}</p>
        </ErrorSummary>
      )
    case 'refused':
      return (
        <ErrorSummary tone="bad" attempt={attempt} items={items} title={summary.title ?? ''}>
          <p>{advice}</p>
        </ErrorSummary>
      )
    case 'failed':
      return (
        <ErrorSummary tone="bad" attempt={attempt} items={items} title={t('summaryFailed')}>
          <p>{t('summaryFailedAdvice')}</p>
          <details>
            <summary>{t('common:details')}</summary>
            {advice}
          </details>
        </ErrorSummary>
      )
  }
}

function DraftState<V extends FormValues>({ form }: { form: DraftForm<V> }) {
  const { t } = useTexts('registration')
  const { savedAt, failed } = form.autosave
  if (failed) return <span role="status">{t('draftFailed')}</span>
  return (
    <span role="status" data-testid="draft-state">
      {savedAt ? t('draftSaved', { time: clockWithSeconds(savedAt) }) : t('draftNotYet')}
    </span>
  )
}

function hasOpenList(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true'
}
