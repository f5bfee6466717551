import type { ReactNode } from 'react'
import { Veil } from '../../components/Veil'
import { useBillsOfEmployer } from '../../store/queries/bills'
import { useCodesOfEmployer } from '../../store/queries/codes'
import classes from './EmployerPage.module.css'

/** The two columns of a payer's page, unseen until the panels that push others down are read. */
export function PayerColumns({ payerId, children }: { payerId: string; children: ReactNode }) {
  const bills = useBillsOfEmployer(payerId)
  const codes = useCodesOfEmployer(payerId)
  const isRead = bills !== undefined && codes !== undefined
  return (
    <Veil lifted={isRead} className={classes.columns}>
      {children}
    </Veil>
  )
}
