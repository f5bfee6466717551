import { type Finding, finding } from '../findings'
import type { Rupiah } from '../money'
import { type BillableProgramme, billableProgrammes, type EmployerSize } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { mandatoryProgrammes } from './mandatoryProgrammes'

/** What is registered and what is known to be true, as far as it is known. */
export interface RegisteredExtent {
  size?: EmployerSize | undefined
  programmes?: readonly BillableProgramme[] | undefined
  workers?: { registered: number; known: number } | undefined
  /** Monthly wages of all registered workers, or of one. */
  wages?: { reported: Rupiah; actual: Rupiah } | undefined
}

/**
 * The ways in which an employer is registered only in part (Perusahaan Daftar Sebagian):
 * programmes (Perpres 109/2013), workers, wages. Each may be saved, but never unnoticed.
 */
export function partialRegistration(tables: RateTables, extent: RegisteredExtent): Finding[] {
  return [
    ...programmesInPart(tables, extent),
    ...workersInPart(extent.workers),
    ...wagesInPart(extent.wages),
  ]
}

function programmesInPart(tables: RateTables, { size, programmes }: RegisteredExtent): Finding[] {
  if (size === undefined || programmes === undefined) return []
  const mandatory = mandatoryProgrammes(tables, size)
  const missing = billableProgrammes.filter(
    (programme) => mandatory.includes(programme) && !programmes.includes(programme),
  )
  return missing.length === 0
    ? []
    : [finding('PDS_PROGRAM', 'programmes', { missing: missing.join(', '), size })]
}

function workersInPart(workers: RegisteredExtent['workers']): Finding[] {
  if (workers === undefined || workers.registered >= workers.known) return []
  return [finding('PDS_TK', 'workerCountDeclared', { ...workers })]
}

function wagesInPart(wages: RegisteredExtent['wages']): Finding[] {
  if (wages === undefined || wages.reported >= wages.actual) return []
  return [finding('PDS_UPAH', 'wageTotalDeclared', { ...wages })]
}
