import { type Finding, finding } from '../findings'
import { comparableLegalName } from '../identity/legalName'
import type { RateTables } from '../rates/rateTables'
import { attachmentFindings, type AttachmentState } from './attachments'
import { type EmployerContext, type EmployerForm, employerFindings } from './employerRules'
import { partialRegistration, type RegisteredExtent } from './partialRegistration'

export interface EmployerVerification {
  form: EmployerForm
  /** Company names as the copies of the documents give them. */
  namesInDocuments: Readonly<Record<string, string>>
  /** How many employers, this one included, use the taxpayer number. */
  employersWithNpwp?: number | undefined
  attachments: readonly AttachmentState[]
  /** What is known of workers and wages beyond the declaration. */
  extent?: Pick<RegisteredExtent, 'workers' | 'wages'> | undefined
  context: EmployerContext
}

/**
 * What a verifier compares about an employer: form F1, the names in NPWP and NIB, business field and
 * risk level, programmes and size, registration in part, attachments.
 */
export function verifyEmployer(tables: RateTables, question: EmployerVerification): Finding[] {
  const { form, namesInDocuments, employersWithNpwp = 1, attachments, extent, context } = question
  const ownName = comparableLegalName(form.legalName ?? '')
  return [
    ...employerFindings(tables, form, context),
    ...Object.entries(namesInDocuments)
      .filter(([, name]) => comparableLegalName(name) !== ownName)
      .map(([document]) => finding('EMPLOYER_NAME_DIFFERS', 'legalName', { document })),
    ...(employersWithNpwp > 1
      ? [finding('NPWP_SHARED', 'npwp', { employers: employersWithNpwp })]
      : []),
    ...partialRegistration(tables, { ...extent }),
    ...attachmentFindings(attachments),
  ]
}
