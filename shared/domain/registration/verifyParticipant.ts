import { ageOn, isRealDate, type LocalDate } from '../calendar/localDate'
import { type Finding, finding, onField } from '../findings'
import { normaliseFamilyCard } from '../identity/familyCard'
import { normaliseKpj } from '../identity/kpj'
import { normaliseNik, parseNik } from '../identity/nik'
import { comparableName, nameFindings } from '../identity/personName'
import type { Segment } from '../programmes'
import { attachmentFindings, type AttachmentState } from './attachments'
import { bpuAgeLimit } from './bpuRules'
import { type WorkerContext, type WorkerForm, workerFindings } from './workerRules'

/** What the verifier reads on the copies of the documents; only what was read. */
export interface DocumentsRead {
  identityCard?:
    | {
        nik?: string | undefined
        fullName?: string | undefined
        birthPlace?: string | undefined
        birthDate?: string | undefined
        address?: string | undefined
      }
    | undefined
  familyCard?: { number?: string | undefined; niks?: readonly string[] | undefined } | undefined
}

/** What the branch knows already. */
export interface KnownRecords {
  /** The NIK is active at this very employer (another registration, not this one). */
  activeAtSameEmployer?: boolean | undefined
  /** Card numbers that exist for the NIK. */
  kpjs?: readonly string[] | undefined
  /** How many payers, this one included, use the phone number. */
  payersWithPhone?: number | undefined
  /** First four digits of NIKs of the regency of the address, e.g. `3516`. */
  regencyCode?: string | undefined
}

export interface VerificationQuestion {
  segment: Segment
  form: WorkerForm
  documents: DocumentsRead
  known: KnownRecords
  attachments: readonly AttachmentState[]
  context: WorkerContext
}

/** More payers than this on one number is unusual. */
const usualPayersPerPhone = 3

/**
 * Everything a verifier compares before a participant is verified: the form by itself, the form
 * with the documents, with what the branch knows, and the attachments. Errors block; warnings need
 * a tick and a note each, also those about the NIK.
 */
export function verifyParticipant(question: VerificationQuestion): Finding[] {
  const { segment, form, documents, known, attachments, context } = question
  return [
    ...formFindings(segment, form, context),
    ...identityCardFindings(form, documents.identityCard),
    ...familyCardFindings(form, documents.familyCard),
    ...knownFindings(form, known),
    ...ageFindings(segment, form, context.today),
    ...attachmentFindings(attachments),
  ]
}

/** The self-employed have no employment; what form F1a asks about it does not concern them. */
function formFindings(segment: Segment, form: WorkerForm, context: WorkerContext): Finding[] {
  const findings = workerFindings(form, context)
  if (segment !== 'BPU') return findings
  return findings.filter((one) => !employmentFields.has(one.field ?? ''))
}

const employmentFields = new Set(['employmentStatus', 'startDate', 'contractEndDate', 'wage'])

function identityCardFindings(form: WorkerForm, card: DocumentsRead['identityCard']): Finding[] {
  if (card === undefined) return []
  const findings: Finding[] = []
  const differ = (a: string | undefined, b: string | undefined, same: (text: string) => string) =>
    a !== undefined && b !== undefined && same(a) !== same(b)
  if (differ(form.nik, card.nik, normaliseNik)) findings.push(finding('NIK_DIFFERS', 'nik'))
  if (form.fullName !== undefined && card.fullName !== undefined) {
    findings.push(...onField('fullName', nameFindings(form.fullName, card.fullName)))
  }
  if (differ(form.birthPlace, card.birthPlace, comparableName)) {
    findings.push(finding('BIRTH_PLACE_DIFFERS', 'birthPlace'))
  }
  if (differ(form.birthDate, card.birthDate, (text) => text.trim())) {
    findings.push(finding('BIRTH_DATE_DIFFERS', 'birthDate'))
  }
  if (differ(form.address, card.address, comparableAddress)) {
    findings.push(finding('ADDRESS_DIFFERS', 'address'))
  }
  return findings
}

/** Letters and digits only, the usual abbreviations written out: people shorten addresses freely. */
function comparableAddress(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'NO')
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ')
}

const abbreviations: ReadonlyMap<string, string> = new Map([
  ['JL', 'JALAN'],
  ['JLN', 'JALAN'],
  ['DS', 'DESA'],
  ['DSN', 'DUSUN'],
  ['KEL', 'KELURAHAN'],
  ['KEC', 'KECAMATAN'],
  ['KAB', 'KABUPATEN'],
  ['GG', 'GANG'],
])

function familyCardFindings(form: WorkerForm, card: DocumentsRead['familyCard']): Finding[] {
  if (card === undefined) return []
  const findings: Finding[] = []
  const { kkNumber, nik } = form
  if (
    kkNumber !== undefined &&
    card.number !== undefined &&
    normaliseFamilyCard(kkNumber) !== normaliseFamilyCard(card.number)
  ) {
    findings.push(finding('FAMILY_CARD_DIFFERS', 'kkNumber'))
  }
  if (
    nik !== undefined &&
    card.niks !== undefined &&
    !card.niks.some((one) => normaliseNik(one) === normaliseNik(nik))
  ) {
    findings.push(finding('NOT_IN_FAMILY_CARD', 'nik'))
  }
  return findings
}

function knownFindings(form: WorkerForm, known: KnownRecords): Finding[] {
  const { activeAtSameEmployer, kpjs = [], payersWithPhone = 0, regencyCode } = known
  const findings: Finding[] = []
  if (activeAtSameEmployer === true) findings.push(finding('NIK_ACTIVE_AT_EMPLOYER', 'nik'))
  const own = form.kpj === undefined ? '' : normaliseKpj(form.kpj)
  if (kpjs.length > 0 && !kpjs.some((kpj) => normaliseKpj(kpj) === own)) {
    findings.push(finding('KPJ_EXISTS', 'kpj'))
  }
  if (new Set([...kpjs.map(normaliseKpj), ...(own === '' ? [] : [own])]).size > 1) {
    findings.push(finding('KPJ_SECOND', 'kpj'))
  }
  if (payersWithPhone > usualPayersPerPhone) {
    findings.push(finding('PHONE_SHARED', 'mobile', { payers: payersWithPhone }))
  }
  const regency = form.nik === undefined ? undefined : parseNik(form.nik).value?.regency
  if (regency !== undefined && regencyCode !== undefined && regency !== regencyCode) {
    findings.push(finding('NIK_REGION_DIFFERS', 'nik', { regency }))
  }
  return findings
}

function ageFindings(segment: Segment, form: WorkerForm, today: LocalDate): Finding[] {
  const { birthDate } = form
  if (segment !== 'BPU' || birthDate === undefined || !isRealDate(birthDate)) return []
  const age = ageOn(birthDate, today)
  return age >= bpuAgeLimit
    ? [finding('AGE_ABOVE_LIMIT', 'birthDate', { age, limit: bpuAgeLimit })]
    : []
}
