import { z } from 'zod'

/**
 * Roles of a branch office. SYSTEM is the server itself (bank import, jobs); no person holds it.
 * A person may hold several.
 */
export const Role = z.enum([
  'KAKACAB',
  'KABID',
  'AR',
  'ARK',
  'PAD',
  'PADK',
  'PIUTANG',
  'WASRIK',
  'MAGANG',
  'SYSADMIN',
  'SYSTEM',
])
export type Role = z.infer<typeof Role>
