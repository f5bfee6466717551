import type { ReactNode } from 'react'
import { TableVersionsContext, useStoredTableVersions } from '../../store/queries/rates'

/** Waits (milliseconds) for the tables in force, then keeps every screen on them. */
export function RateTablesProvider({ children }: { children: ReactNode }) {
  const versions = useStoredTableVersions()
  if (!versions) return null
  return <TableVersionsContext value={versions}>{children}</TableVersionsContext>
}
