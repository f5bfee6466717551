import { useEffect, useRef, useState } from 'react'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { today } from '../../components/format'
import { listBillLines } from '../../store/queries/bills'
import { findEmployer } from '../../store/queries/employers'
import { countBills, scanBills } from '../../store/queries/rates'
import { allMemberships } from '../../store/queries/workers'
import { findImpact, type Impact, type ImpactReader } from './impact'

export type ImpactState =
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'found'; readonly impact: Impact }
  | { readonly kind: 'failed'; readonly error: unknown }

const reader: ImpactReader = {
  scan: (after) => scanBills(after),
  linesOf: (billId) => listBillLines(billId),
  employer: (id) => findEmployer(id),
  memberships: (employerId) => allMemberships(employerId),
}

const nothingYet: ImpactState = { kind: 'running', done: 0, total: 0 }

/** Looks at the bills of this computer in the background; can be stopped and started again. */
export function useImpact(before: RateTables, after: RateTables) {
  const [state, setState] = useState<ImpactState>(nothingYet)
  const [attempt, setAttempt] = useState(0)
  const control = useRef<AbortController>(undefined)

  useEffect(() => {
    const own = new AbortController()
    control.current = own
    const show = (next: ImpactState) => {
      if (!own.signal.aborted) setState(next)
    }
    const work = async () => {
      const total = await countBills()
      show({ kind: 'running', done: 0, total })
      const note = (done: number) => show({ kind: 'running', done, total })
      const impact = await findImpact({ before, after, today: today() }, reader, note, own.signal)
      if (impact) show({ kind: 'found', impact })
    }
    work().catch((error: unknown) => show({ kind: 'failed', error }))
    return () => own.abort()
  }, [before, after, attempt])

  return {
    state,
    stop: () => {
      control.current?.abort()
      setState({ kind: 'stopped' })
    },
    again: () => {
      setState(nothingYet)
      setAttempt(attempt + 1)
    },
  }
}
