import { type BusinessType, BusinessTypeList } from '../domain/registration/businessTypes'
import json from './businessTypes.json' with { type: 'json' }

/** The business types shipped with the application, ordered by risk level. */
export const businessTypes: readonly BusinessType[] = BusinessTypeList.parse(json).types
