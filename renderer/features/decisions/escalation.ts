import type { RefusedWork } from '../../store/queries/decisions'

const DAY_MS = 24 * 3600_000
/** Undecided for longer, refused work goes to the head. */
export const ESCALATE_AFTER_DAYS = 3
/** A decision can be taken back for as long. */
export const UNDO_DAYS = 30

/** Since when somebody has had it in hand without deciding; UTC. */
export function waitingSince({ rejectedAt, row }: RefusedWork): string {
  const handedBack = row?.note?.by.at
  return handedBack !== undefined && handedBack > rejectedAt ? handedBack : rejectedAt
}

/** @param now UTC instant */
export function isEscalated(work: RefusedWork, now: string): boolean {
  if (work.state !== 'open') return false
  return Date.parse(now) - Date.parse(waitingSince(work)) > ESCALATE_AFTER_DAYS * DAY_MS
}

/** Laid aside lately. What was sent again is with the server: it is changed there. */
export function canUndo({ state, decidedAt }: RefusedWork, now: string): boolean {
  if (state !== 'dismissed' || decidedAt === undefined) return false
  return Date.parse(now) - Date.parse(decidedAt) <= UNDO_DAYS * DAY_MS
}

/** Whole days gone by since an instant. */
export function daysSince(instant: string, now: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(instant)) / DAY_MS))
}
