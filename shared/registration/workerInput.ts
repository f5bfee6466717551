import { z } from 'zod'
import { EmploymentTerms } from '../model/membership'
import { ParticipantProfile } from '../model/participant'

/**
 * One worker as form F1a describes one: the person and the job, split the way the registration
 * commands take them. Wage and back pay in rupiah, dates ISO.
 */
export const WorkerInput = z.object({ person: ParticipantProfile, terms: EmploymentTerms })
export type WorkerInput = z.infer<typeof WorkerInput>
