import { type BusinessType, BusinessTypeList } from '../domain/registration/businessTypes'
import json from './businessTypes.json' with { type: 'json' }

export { type BusinessType } from '../domain/registration/businessTypes'

/** The business types shipped with the application, ordered by risk level. */
export const businessTypes: readonly BusinessType[] = BusinessTypeList.parse(json).types

/** False while any entry still waits for somebody at the branch to check it. */
export const businessTypesReviewed: boolean = businessTypes.every((type) => type.reviewed)

const byId = new Map(businessTypes.map((type) => [type.id, type]))

export function findBusinessType(id: string): BusinessType | undefined {
  return byId.get(id)
}
