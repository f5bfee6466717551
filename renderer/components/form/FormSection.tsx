import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './form.module.css'

/** A titled part of a long form on a 12-column grid. */
export function FormSection({
  id,
  title,
  children,
}: {
  id: string
  title: string
  children: ReactNode
}) {
  return (
    <section id={id} data-section={id} className={classes.section} aria-labelledby={`${id}-title`}>
      <Title order={2} id={`${id}-title`}>
        {title}
      </Title>
      <div className={classes.grid}>{children}</div>
    </section>
  )
}
