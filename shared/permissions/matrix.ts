import type { Role } from './roles'

/**
 * Who may do what, as data; the screen and the server ask the same function. From the role table
 * of a branch office: employers are registered by AR, ARK and PAD; bills by the section's staff;
 * payment codes only by receivables staff; nobody approves own work.
 */
export const matrix = {
  'employer.register': ['AR', 'ARK', 'PAD'],
  'worker.register': ['AR', 'ARK', 'PAD'],
  // Whoever talks with an employer keeps its address and telephone right; persons are corrected by
  // those who register them.
  'employer.edit': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'person.edit': ['AR', 'ARK', 'PAD'],
  // Whoever registers also keeps the papers; the server alone says that a file has arrived.
  'document.attach': ['AR', 'ARK', 'PAD'],
  'document.remove': ['AR', 'ARK', 'PAD'],
  'document.markStored': ['SYSTEM'],
  'bpu.register': ['PAD', 'PADK'],
  'project.register': ['PAD', 'PADK'],
  'bill.finalise': ['AR', 'ARK', 'PAD', 'PADK', 'PIUTANG'],
  'bill.cancel': ['AR', 'ARK', 'PIUTANG', 'WASRIK'],
  'code.issue': ['PIUTANG'],
  'code.cancel': ['PIUTANG', 'KABID'],
  // Whoever may issue codes may hold the right to do so without a network.
  'reservation.take': ['PIUTANG'],
  'reservation.release': ['PIUTANG'],
  'reservation.ask': ['PIUTANG'],
  'payment.record': ['SYSTEM'],
  'letter.draft': ['KABID', 'AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'letter.print': ['KABID', 'AR', 'ARK', 'PAD', 'PADK', 'PIUTANG', 'WASRIK'],
  'numberLease.grant': ['SYSTEM'],
  'rates.propose': ['PIUTANG', 'KABID', 'SYSADMIN'],
  'rates.decide': ['KABID'],
  // Whoever could do the work once may say what becomes of it, also after roles have changed.
  'refusal.settle': [
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
  ],
  'refusal.decideForOthers': ['KABID'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof matrix

export function isAllowed(roles: readonly Role[], action: Action): boolean {
  const allowed: readonly Role[] = matrix[action]
  return roles.some((role) => allowed.includes(role))
}
