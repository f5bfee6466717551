import { z } from 'zod'
import { Instant } from './common'

/** Who gave a field its present value, and when by the device's claim. */
export const FieldEdit = z.object({ by: z.string(), byName: z.string(), at: Instant })
export type FieldEdit = z.infer<typeof FieldEdit>

/**
 * The last edit of each field that was edited since the row was made. Absent on rows that nobody
 * has edited, also on those from before there were edits.
 */
export const FieldEdits = z.record(z.string(), FieldEdit)
export type FieldEdits = z.infer<typeof FieldEdits>
