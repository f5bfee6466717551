import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  title: string
  actions?: ReactNode
  children: ReactNode
}

/** A titled part of a page on paper ground. Never nested. */
export function Panel({ title, actions, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-label={title}>
      <header className={classes.header}>
        <Title order={2}>{title}</Title>
        {actions && <Group gap="sm">{actions}</Group>}
      </header>
      {children}
    </section>
  )
}
