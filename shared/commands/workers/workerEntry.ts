import { z } from 'zod'
import { Id } from '../../model/common'
import type { Employer } from '../../model/employer'
import { EmploymentTerms } from '../../model/membership'
import { ParticipantProfile, type Participant } from '../../model/participant'
import type { Ctx } from '../definition'
import { RuleViolation, type RuleDetail } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'

/** One worker as form F1a or a row of the company's list brings it. */
export const WorkerEntry = z.object({
  participantId: Id,
  membershipId: Id,
  person: ParticipantProfile,
  terms: EmploymentTerms,
  acceptedFindings: z.array(z.string().max(60)).max(50),
})
export type WorkerEntry = z.infer<typeof WorkerEntry>

/** The employer, when workers may still be added to it. */
export async function getActiveEmployer(tx: Tx, employerId: string): Promise<Employer> {
  const employer = await tx.get('employer', employerId)
  if (!employer) throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId })
  if (employer.status !== 'ACTIVE') {
    throw new RuleViolation('EMPLOYER_INACTIVE', { legalName: employer.legalName })
  }
  return employer
}

/**
 * Adds one worker to an employer. A person who is already a participant keeps that record and
 * only gets a further membership; the same NIK under another name or birth date is refused.
 */
export async function addWorker(
  tx: Tx,
  employer: Employer,
  entry: WorkerEntry,
  ctx: Ctx,
  importId?: string,
): Promise<void> {
  const participant = await findOrAddParticipant(tx, entry, ctx)
  const activeKey = `${employer.id}/${participant.id}`
  const [existing] = await tx.list('membership', 'activeKey', [activeKey])
  if (existing) {
    throw new RuleViolation('ALREADY_MEMBER', {
      nik: participant.nik,
      fullName: participant.fullName,
      membershipId: existing.id,
    })
  }
  if (await tx.get('membership', entry.membershipId)) throw new RuleViolation('ROW_EXISTS')
  await tx.put('membership', {
    ...entry.terms,
    id: entry.membershipId,
    branchId: ctx.branchId,
    segment: 'PU',
    employerId: employer.id,
    participantId: participant.id,
    nik: participant.nik,
    fullName: participant.fullName,
    birthDate: participant.birthDate,
    nationality: participant.nationality,
    status: 'ACTIVE',
    activeKey,
    ...(importId && { importId }),
    acceptedFindings: entry.acceptedFindings,
    registered: stampOf(ctx),
  })
}

/**
 * The person of an entry: known by the NIK, or added now.
 * @throws RuleViolation NIK_TAKEN when the NIK belongs to somebody else
 */
export async function findOrAddParticipant(
  tx: Tx,
  entry: Pick<WorkerEntry, 'participantId' | 'person'>,
  ctx: Ctx,
): Promise<Participant> {
  const [known] = await tx.list('participant', 'nik', [entry.person.nik])
  if (known) {
    if (!isSamePerson(known, entry.person))
      throw new RuleViolation('NIK_TAKEN', clash(known, entry))
    return known
  }
  if (await tx.get('participant', entry.participantId)) throw new RuleViolation('ROW_EXISTS')
  const participant: Participant = {
    ...entry.person,
    id: entry.participantId,
    branchId: ctx.branchId,
    registered: stampOf(ctx),
  }
  await tx.put('participant', participant)
  return participant
}

/** Same NIK, same birth date, and the same name but for case and punctuation: one person. */
export function isSamePerson(
  known: Pick<Participant, 'birthDate' | 'fullName'>,
  given: Pick<WorkerEntry['person'], 'birthDate' | 'fullName'>,
): boolean {
  return (
    known.birthDate === given.birthDate && plainName(known.fullName) === plainName(given.fullName)
  )
}

/** Upper case, letters and single spaces only: how names are compared. */
function plainName(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^\p{L} ]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
}

function clash(known: Participant, entry: Pick<WorkerEntry, 'person'>): RuleDetail {
  return {
    nik: known.nik,
    existingName: known.fullName,
    existingBirthDate: known.birthDate,
    participantId: known.id,
    givenName: entry.person.fullName,
    registeredBy: known.registered.name,
  }
}
