import type { FoundWork } from '#shared/sync/adopt'
import type { Rejection } from '#shared/sync/clientPorts'
import type { JournalEntry } from './entries'
import { workOf, type JournalState } from './foldEntries'
import { settledEntries } from './outcomeEntries'

/** Longer than the oldest backup from which anybody would restore the server. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000

/**
 * The entries that a journal still needs: what waits, open refusals, and what was accepted or
 * decided in the last 30 days, besides numbers that must never come again.
 * @param now epoch milliseconds
 */
export function keepEntries(state: JournalState, now: number): JournalEntry[] {
  const { identity, serials, forfeited } = state
  return [
    ...(identity ? [identity] : []),
    ...[...serials].map(([leaseId, next]) => ({ kind: 'serial' as const, leaseId, next })),
    ...(forfeited.size > 0 ? [{ kind: 'forfeited' as const, ids: [...forfeited] }] : []),
    ...workEntries(recentWork(workOf(state), now)),
  ]
}

/** Without what was settled more than 30 days ago. */
export function recentWork({ pending, archive, rejections }: FoundWork, now: number): FoundWork {
  const isRecent = (at: string): boolean => !(Date.parse(at) < now - KEEP_MS)
  return {
    pending,
    archive: archive.filter(({ acceptedAt }) => isRecent(acceptedAt)),
    rejections: rejections.filter(
      ({ state, decidedAt, rejectedAt }) => state === 'open' || isRecent(decidedAt ?? rejectedAt),
    ),
  }
}

/** Work as entries, each command before what became of it. */
export function workEntries({ pending, archive, rejections }: FoundWork): JournalEntry[] {
  const commands = [
    ...pending,
    ...archive.map(({ acceptedAt: _at, ...command }) => command),
    ...rejections.map(({ command }) => command),
  ].sort((a, b) => a.order - b.order)
  return [
    ...commands.map((command) => ({ kind: 'command' as const, command })),
    ...settledEntries(archive, rejections),
    ...rejections.flatMap(decisionEntry),
  ]
}

function decisionEntry({ uid, state, reason, decidedAt }: Rejection): JournalEntry[] {
  if (state === 'open' || decidedAt === undefined) return []
  return [{ kind: 'decided', uid, state, decidedAt, ...(reason !== undefined && { reason }) }]
}
