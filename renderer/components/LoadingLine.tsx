import { Loader } from '@mantine/core'
import type { ReactNode } from 'react'

/** Says what is being waited for; also to a screen reader. */
export function LoadingLine({ children }: { children: ReactNode }) {
  return (
    <p role="status" style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
      <Loader size="xs" aria-hidden />
      {children}
    </p>
  )
}
