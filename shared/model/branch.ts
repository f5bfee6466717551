import { z } from 'zod'
import { BranchId } from './common'
import { defineEntity } from './entity'

/** The branch office as its letters show it. */
export const Branch = z.object({
  id: z.string(),
  branchId: BranchId,
  name: z.string(),
  /** Line above the name on letters; neutral unless the customer configures another. */
  letterheadTitle: z.string(),
  letterheadNote: z.string(),
  address: z.string(),
  city: z.string(),
  phone: z.string(),
  headName: z.string(),
  headTitle: z.string(),
  /** Practice branches say so on every screen and paper. */
  practice: z.boolean(),
})
export type Branch = z.infer<typeof Branch>

export const branchEntity = defineEntity('branch', Branch, {})

/** A colleague as others see them; credentials live only on the server. */
export const Officer = z.object({
  id: z.string(),
  branchId: BranchId,
  name: z.string(),
  roles: z.array(z.string()),
  phone: z.string().optional(),
})
export type Officer = z.infer<typeof Officer>

export const officerEntity = defineEntity('officer', Officer, {})
