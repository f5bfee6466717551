import { IconCircleCheck, IconClock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import classes from './SavedNotice.module.css'

interface Notice {
  readonly tone: 'good' | 'waiting'
  readonly text: string
}

const noticeStore = create<{ notice: Notice | undefined }>()(() => ({ notice: undefined }))

/** Has the next page say what was just done, e.g. after a form that leads elsewhere. */
export function announceOnNextPage(text: string, tone: Notice['tone'] = 'good'): void {
  noticeStore.setState({ notice: { text, tone } })
}

/** The sentence left by the page before; stays until this page is left. */
export function SavedNotice() {
  const [notice] = useState(() => noticeStore.getState().notice)
  useEffect(() => noticeStore.setState({ notice: undefined }), [])
  if (!notice) return null
  const Icon = notice.tone === 'good' ? IconCircleCheck : IconClock
  return (
    <p className={classes.notice} data-tone={notice.tone} role="status">
      <Icon size={18} aria-hidden />
      {notice.text}
    </p>
  )
}
