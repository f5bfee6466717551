import { parseRateTables, type RateTables } from '../domain/rates/rateTables'
import json from './rates.json' with { type: 'json' }

/** The rate tables shipped with the application, validated once when the module loads. */
export const rateTables: RateTables = parseRateTables(json)
