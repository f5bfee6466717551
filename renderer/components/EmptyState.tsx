import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

/** Why a list is empty and the one thing that fills it. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p>{children}</p>
      {action}
    </div>
  )
}
