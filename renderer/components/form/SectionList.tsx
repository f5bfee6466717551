import { IconAlertCircle, IconCircle, IconCircleCheck, IconCircleDot } from '@tabler/icons-react'
import classes from './form.module.css'
import { useTexts } from '../../i18n/useTexts'

export type SectionState = 'done' | 'open' | 'errors'

export interface SectionEntry {
  id: string
  title: string
  state: SectionState
}

interface SectionListProps {
  label: string
  sections: readonly SectionEntry[]
  current: string | undefined
}

/** The parts of a long form and how far each one is; stays in view beside the form. */
export function SectionList({ label, sections, current }: SectionListProps) {
  const { t } = useTexts('common')
  return (
    <nav className={classes.sections} aria-label={label}>
      <ol>
        {sections.map(({ id, title, state }) => (
          <li key={id}>
            <button
              type="button"
              data-state={state}
              aria-current={current === id ? 'step' : undefined}
              onClick={() => focusSection(id)}
            >
              <StateIcon state={state} current={current === id} />
              {title}
              <span className="visually-hidden">
                {state === 'done'
                  ? t('sectionDone')
                  : state === 'errors'
                    ? t('sectionErrors')
                    : t('sectionOpen')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StateIcon({ state, current }: { state: SectionState; current: boolean }) {
  if (state === 'done') return <IconCircleCheck size={16} aria-hidden />
  if (state === 'errors') return <IconAlertCircle size={16} aria-hidden />
  return current ? <IconCircleDot size={16} aria-hidden /> : <IconCircle size={16} aria-hidden />
}

function focusSection(id: string) {
  const section = document.getElementById(id)
  section?.scrollIntoView?.({ block: 'start' })
  section
    ?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea, button')
    ?.focus({ preventScroll: true })
}
