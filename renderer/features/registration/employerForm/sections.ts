import type { Finding } from '#shared/domain/findings'
import type { SectionState } from '../../../components/form/SectionList'
import type { EmployerValues } from './employerValues'

/** The parts of form F1 in their order, with their fields in theirs. */
export const employerSections = {
  identity: [
    'legalName',
    'legalForm',
    'npwp',
    'division',
    'nib',
    'licenceType',
    'licenceNo',
    'licenceDate',
    'npp',
  ],
  address: ['address', 'village', 'district', 'regency', 'province', 'postcode', 'phone', 'email'],
  people: [
    'ownerName',
    'ownerNik',
    'ownerPosition',
    'picName',
    'picPosition',
    'picPhone',
    'picEmail',
    'picConsent',
  ],
  programmes: [
    'businessTypeId',
    'riskLevel',
    'riskLevelReason',
    'sizeBasis',
    'sizeAmount',
    'size',
    'programmes',
    'startPeriod',
    'workerCountDeclared',
    'wageTotalDeclared',
    'labourIntensiveSector',
  ],
  bank: ['bankName', 'bankAccount', 'bankHolder'],
} as const satisfies Record<string, readonly (keyof EmployerValues)[]>

export type EmployerSection = keyof typeof employerSections

/** How far a part is: errors count only where something was typed or saving was tried. */
export function sectionState(
  fields: readonly string[],
  findings: readonly Finding[],
  shown: (field: string) => readonly Finding[],
): SectionState {
  if (fields.some((field) => shown(field).some(({ severity }) => severity === 'ERROR')))
    return 'errors'
  const missing = findings.some(
    ({ field, severity }) => severity === 'ERROR' && field !== undefined && fields.includes(field),
  )
  return missing ? 'open' : 'done'
}
