import type { ReactNode } from 'react'

interface VeilProps {
  /** True once what the panels show has been read. */
  lifted: boolean
  className?: string | undefined
  children: ReactNode
}

/**
 * Panels that read for themselves, shown all at once: they keep their places and are unseen until
 * then, so that no button moves away from the pointer while a list above it fills.
 */
export function Veil({ lifted, className, children }: VeilProps) {
  return (
    <div className={className} style={lifted ? undefined : { visibility: 'hidden' }}>
      {children}
    </div>
  )
}
