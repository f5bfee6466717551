import { z } from 'zod'
import type { Draft } from '../../../store/records'

/** What is kept of a half-filled form: everything typed, the ticks, and where the cursor was. */
export const FormDraft = z.object({
  values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
  /** `field:code` → the value it was ticked for; another value needs another tick. */
  accepted: z.record(z.string(), z.string()),
  focus: z.string().optional(),
  /** Of a worker's form: for whom. */
  employerId: z.string().optional(),
  /** uid of the refused command that saving this form stands in for. */
  replaces: z.string().optional(),
})
export type FormDraft = z.infer<typeof FormDraft>

export type FormValues = FormDraft['values']

/** Kinds of drafts of this feature; stored, so never renamed. */
export type DraftKind = 'employer' | 'worker' | 'workerImport' | 'bpu' | 'project'

/** A form taken up again. */
export interface StoredForm extends FormDraft {
  /** UTC instant of its last autosave. */
  readonly savedAt: string
}

/** The form inside a stored draft; `undefined` when it is none or from an incompatible version. */
export function formDraftOf(draft: Draft | undefined): StoredForm | undefined {
  const form = draft && FormDraft.safeParse(draft.data).data
  return draft && form && { ...form, savedAt: draft.updatedAt }
}
