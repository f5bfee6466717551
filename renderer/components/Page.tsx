import { Group, Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import classes from './Page.module.css'
import { SavedNotice } from './SavedNotice'

interface PageProps {
  title: string
  /** One line: what this page is for, or its state. */
  intro?: ReactNode
  /** Buttons at the right; the main action last. */
  actions?: ReactNode
  children: ReactNode
}

/** Title line and body of every screen. The page title is the document's title, too. */
export function Page({ title, intro, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · SMILE Loket`
  }, [title])
  return (
    <article className={classes.page}>
      <header className={classes.header}>
        <div>
          <Title order={1}>{title}</Title>
          {intro && <div className={classes.intro}>{intro}</div>}
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </header>
      <SavedNotice />
      {children}
    </article>
  )
}
