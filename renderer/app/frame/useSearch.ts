import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import { maskedNik } from '../../components/format'
import { findCodeByNumber } from '../../store/queries/codes'
import { findEmployer, searchEmployers } from '../../store/queries/employers'
import { useLiveList } from '../../store/queries/live'
import { findBpuMemberOf, findPayer, searchProjects } from '../../store/queries/payers'
import { listMembershipsOfParticipant, searchParticipants } from '../../store/queries/workers'

export interface SearchHit {
  readonly id: string
  readonly kind:
    'searchEmployers' | 'searchWorkers' | 'searchMembers' | 'searchProjects' | 'searchCodes'
  readonly title: string
  readonly note: string
  /** Of whoever pays: the page that opens. */
  readonly employerId: string
}

const MAX_EACH = 8

/** What was found, and for which text: while somebody types, that may be the text before. */
export interface SearchAnswer {
  readonly text: string
  readonly hits: readonly SearchHit[]
}

/** Payers of every kind, workers and codes that match what is typed, from this computer only. */
export function useSearch(typed: string): SearchAnswer | undefined {
  const text = typed.trim()
  return useLiveList(async () => ({ text, hits: await search(text) }), [text])
}

/** The same, asked once. */
export async function search(text: string): Promise<SearchHit[]> {
  const typed = text.trim()
  if (typed.length < 2) return []
  return [
    ...(await codes(typed)),
    ...(await employers(typed)),
    ...(await projects(typed)),
    ...(await people(typed)),
  ]
}

async function codes(typed: string): Promise<SearchHit[]> {
  const digits = typed.replace(/[\s-]/g, '')
  const code = /^\d{12}$/.test(digits) ? await findCodeByNumber(digits) : undefined
  if (!code) return []
  const payer = await findPayer(code.employerId)
  return [
    {
      id: code.id,
      kind: 'searchCodes',
      title: formatPaymentCode(code.code),
      note: payer?.name ?? '',
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

async function projects(typed: string): Promise<SearchHit[]> {
  const { rows } = await searchProjects(typed)
  return rows.slice(0, MAX_EACH).map((row) => ({
    id: row.id,
    kind: 'searchProjects',
    title: row.projectName,
    note: `${row.contractorName} · ${row.contractNo}`,
    employerId: row.id,
  }))
}

/** Workers and self-employed members; somebody who is both is found as both. */
async function people(typed: string): Promise<SearchHit[]> {
  const { rows } = await searchParticipants(typed)
  const hits: SearchHit[] = []
  for (const person of rows.slice(0, MAX_EACH)) {
    const { id, fullName: title } = person
    const nik = maskedNik(person.nik)
    const member = await findBpuMemberOf(id)
    if (member) {
      const note = `${nik} · ${member.occupation}`
      hits.push({ id: member.id, kind: 'searchMembers', title, note, employerId: member.id })
    }
    const [membership] = await listMembershipsOfParticipant(id)
    const employer = membership && (await findEmployer(membership.employerId))
    if (employer) {
      const note = `${nik} · ${employer.legalName}`
      hits.push({ id, kind: 'searchWorkers', title, note, employerId: employer.id })
    }
  }
  return hits
}
