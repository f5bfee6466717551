import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconInfoCircle,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './StatusTag.module.css'

export type Tone = 'good' | 'waiting' | 'info' | 'bad' | 'muted'

const icons = {
  good: IconCircleCheck,
  waiting: IconClock,
  info: IconInfoCircle,
  bad: IconAlertTriangle,
  muted: IconX,
} as const

/** A state as icon + word + colour; colour never speaks alone. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <span className={classes.tag} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  )
}
