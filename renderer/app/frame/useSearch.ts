import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import { maskedNik } from '../../components/format'
import { findCodeByNumber } from '../../store/queries/codes'
import { findEmployer, searchEmployers } from '../../store/queries/employers'
import { useLiveList } from '../../store/queries/live'
import { listMembershipsOfParticipant, searchParticipants } from '../../store/queries/workers'

export interface SearchHit {
  readonly id: string
  readonly kind: 'searchEmployers' | 'searchWorkers' | 'searchCodes'
  readonly title: string
  readonly note: string
  readonly employerId: string
}

const MAX_EACH = 8

/** What was found, and for which text: while somebody types, that may be the text before. */
export interface SearchAnswer {
  readonly text: string
  readonly hits: readonly SearchHit[]
}

/** Employers, workers and codes that match what is typed, from this computer only. */
export function useSearch(typed: string): SearchAnswer | undefined {
  const text = typed.trim()
  return useLiveList(async () => ({ text, hits: await search(text) }), [text])
}

/** The same, asked once. */
export async function search(text: string): Promise<SearchHit[]> {
  const typed = text.trim()
  if (typed.length < 2) return []
  return [...(await codes(typed)), ...(await employers(typed)), ...(await workers(typed))]
}

async function codes(typed: string): Promise<SearchHit[]> {
  const digits = typed.replace(/[\s-]/g, '')
  const code = /^\d{12}$/.test(digits) ? await findCodeByNumber(digits) : undefined
  if (!code) return []
  const employer = await findEmployer(code.employerId)
  return [
    {
      id: code.id,
      kind: 'searchCodes',
      title: formatPaymentCode(code.code),
      note: employer?.legalName ?? '',
      employerId: code.employerId,
    },
  ]
}

async function employers(typed: string): Promise<SearchHit[]> {
  const { rows } = await searchEmployers(typed)
  return rows.slice(0, MAX_EACH).map((row) => ({
    id: row.id,
    kind: 'searchEmployers',
    title: row.legalName,
    note: row.npp ?? row.regency,
    employerId: row.id,
  }))
}

async function workers(typed: string): Promise<SearchHit[]> {
  const { rows } = await searchParticipants(typed)
  const hits: SearchHit[] = []
  for (const person of rows.slice(0, MAX_EACH)) {
    const [membership] = await listMembershipsOfParticipant(person.id)
    const employer = membership && (await findEmployer(membership.employerId))
    if (!employer) continue
    hits.push({
      id: person.id,
      kind: 'searchWorkers',
      title: person.fullName,
      note: `${maskedNik(person.nik)} · ${employer.legalName}`,
      employerId: employer.id,
    })
  }
  return hits
}
