import type { z } from 'zod'
import { billEntity, billPageEntity } from './bill'
import { bpuMemberEntity } from './bpuMember'
import { branchEntity, officerEntity } from './branch'
import { documentEntity } from './document'
import { employerEntity } from './employer'
import { employerContactEntity } from './employerContact'
import { letterEntity } from './letter'
import { membershipEntity } from './membership'
import { numberLeaseEntity } from './numberLease'
import { participantEntity } from './participant'
import { paymentEntity } from './payment'
import { paymentCodeEntity } from './paymentCode'
import { projectEntity } from './project'
import { rateReleaseEntity } from './rateRelease'
import { reservationEntity } from './reservation'
import { refusalEntity } from './refusal'

/** Every entity that is synchronised, by name. A new entity is added here and nowhere else. */
export const entities = {
  branch: branchEntity,
  officer: officerEntity,
  employer: employerEntity,
  employerContact: employerContactEntity,
  participant: participantEntity,
  membership: membershipEntity,
  bpuMember: bpuMemberEntity,
  project: projectEntity,
  bill: billEntity,
  billPage: billPageEntity,
  paymentCode: paymentCodeEntity,
  payment: paymentEntity,
  letter: letterEntity,
  numberLease: numberLeaseEntity,
  rateRelease: rateReleaseEntity,
  reservation: reservationEntity,
  refusal: refusalEntity,
  document: documentEntity,
} as const

export type Entities = typeof entities
export type EntityName = keyof Entities
export type RowOf<E extends EntityName> = z.infer<Entities[E]['schema']>
export type IndexOf<E extends EntityName> = keyof Entities[E]['indexes'] & string

export const entityNames = Object.keys(entities) as EntityName[]
