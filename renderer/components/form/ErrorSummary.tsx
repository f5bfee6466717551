import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { fieldId, focusField } from './FormChecks'
import classes from './form.module.css'

export interface SummaryItem {
  /** Absent: the line belongs to no single field. */
  field?: string | undefined
  label?: string | undefined
  sentence: string
}

interface ErrorSummaryProps {
  tone: 'bad' | 'waiting'
  title: string
  items: readonly SummaryItem[]
  /** What is safe and what to do. */
  children?: ReactNode
  /** Changes with every attempt, so that the summary takes the focus again. */
  attempt: number
}

/** Everything to look at before saving, at the top, each line a link to its field. */
export function ErrorSummary({ tone, title, items, children, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: 'nearest' })
    box.current?.focus()
  }, [attempt])
  return (
    <div
      ref={box}
      className={classes.summary}
      data-tone={tone}
      role="alert"
      tabIndex={-1}
      aria-label={title}
    >
      <p className={classes.summaryTitle}>
        <IconAlertTriangle size={18} aria-hidden />
        {title}
      </p>
      {children}
      {items.length > 0 && (
        <ul>
          {items.map(({ field, label, sentence }) => (
            <li key={`${field}-${sentence}`}>
              {field === undefined ? (
                sentence
              ) : (
                <a
                  href={`#${fieldId(field)}`}
                  onClick={(event) => {
                    // The address is a hash router's: the jump is made by hand.
                    event.preventDefault()
                    focusField(field)
                  }}
                >
                  {label ? `${label}: ${sentence}` : sentence}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
