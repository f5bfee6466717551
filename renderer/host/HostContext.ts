import { createContext, use } from 'react'
import type { Host } from '#shared/host'

export const HostContext = createContext<Host | undefined>(undefined)

/** The machine the program runs on; ask `host.can`, never `host.kind`. */
export function useHost(): Host {
  const host = use(HostContext)
  if (!host) throw new Error('HostContext is missing')
  return host
}
