import { z } from 'zod'
import { BranchId, Id, IsoDate, OptionalText, Stamp, Text } from './common'
import { defineEntity } from './entity'
import { FieldEdits } from './fieldEdit'

/** A person, whatever the segment. One NIK, one participant. */
export const ParticipantProfile = z.object({
  nik: z.string().regex(/^\d{16}$/),
  fullName: Text(150),
  title: OptionalText(40),
  birthPlace: Text(80),
  birthDate: IsoDate,
  sex: z.enum(['M', 'F']),
  married: z.boolean(),
  bloodType: z.enum(['A', 'B', 'AB', 'O']).optional(),
  motherName: Text(150),
  kkNumber: z
    .string()
    .regex(/^\d{16}$/)
    .optional(),
  npwp: z
    .string()
    .regex(/^\d{16}(\d{6})?$/)
    .optional(),
  kpj: z
    .string()
    .regex(/^[0-9A-Z]{11}$/)
    .optional(),
  nationality: z.enum(['WNI', 'WNA']),
  address: Text(250),
  postcode: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  mobile: OptionalText(20),
  email: z.union([z.email().max(120), z.literal('')]).optional(),
})
export type ParticipantProfile = z.infer<typeof ParticipantProfile>

export const Participant = ParticipantProfile.extend({
  id: Id,
  branchId: BranchId,
  edits: FieldEdits.optional(),
  registered: Stamp,
})
export type Participant = z.infer<typeof Participant>

export const participantEntity = defineEntity('participant', Participant, {
  nik: { fields: ['nik'], unique: 'NIK_TAKEN' },
})
