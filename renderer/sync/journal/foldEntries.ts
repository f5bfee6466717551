import { settleRefusal } from '#shared/commands/refusals/settleRefusal'
import { parsePaymentCode } from '#shared/domain/codes/paymentCode'
import type { FoundWork } from '#shared/sync/adopt'
import type { ArchivedCommand, PendingCommand, Rejection } from '#shared/sync/clientPorts'
import type { JournalEntry } from './entries'

type Of<Kind extends JournalEntry['kind']> = Extract<JournalEntry, { kind: Kind }>

/** Everything that a journal says, by uid. */
export interface JournalState {
  readonly identity: Of<'identity'> | undefined
  readonly commands: ReadonlyMap<string, PendingCommand>
  readonly settled: ReadonlyMap<string, Of<'accepted'> | Of<'refused'>>
  readonly decided: ReadonlyMap<string, Of<'decided'>>
  /** By lease: the next number. */
  readonly serials: ReadonlyMap<string, number>
  readonly forfeited: ReadonlySet<string>
}

/** Entries may come late, after a failed try: only those of one uid and kind have an order. */
export function foldEntries(entries: readonly JournalEntry[]): JournalState {
  let identity: Of<'identity'> | undefined
  const commands = new Map<string, PendingCommand>()
  const settled = new Map<string, Of<'accepted'> | Of<'refused'>>()
  const decided = new Map<string, Of<'decided'>>()
  const serials = new Map<string, number>()
  const forfeited = new Set<string>()
  for (const entry of entries) {
    switch (entry.kind) {
      case 'identity':
        identity = entry
        break
      case 'command': {
        const { command } = entry
        commands.set(command.uid, command)
        const taken = serialOf(command)
        if (taken) raise(serials, taken.leaseId, taken.next)
        break
      }
      case 'accepted':
      case 'refused':
        settled.set(entry.uid, entry)
        break
      case 'decided':
        decided.set(entry.uid, entry)
        break
      case 'serial':
        raise(serials, entry.leaseId, entry.next)
        break
      case 'forfeited':
        entry.ids.forEach((id) => forfeited.add(id))
    }
  }
  for (const command of [...commands.values()].sort((a, b) => a.order - b.order)) {
    if (command.name !== settleRefusal.name) continue
    const { refusalId: uid, state, reason } = settleRefusal.args.safeParse(command.args).data ?? {}
    if (uid === undefined || state === undefined) continue
    if (state === 'open') decided.delete(uid)
    else {
      const decidedAt = command.occurredAt
      decided.set(uid, { kind: 'decided', uid, state, decidedAt, ...(reason && { reason }) })
    }
  }
  return { identity, commands, settled, decided, serials, forfeited }
}

/** What the journal knows of this device's work, each uid in one place, in the order it was made. */
export function workOf({ commands, settled, decided }: JournalState): FoundWork {
  const work = {
    pending: [] as PendingCommand[],
    archive: [] as ArchivedCommand[],
    rejections: [] as Rejection[],
  }
  for (const command of [...commands.values()].sort((a, b) => a.order - b.order)) {
    const outcome = settled.get(command.uid)
    if (!outcome) work.pending.push(command)
    else if (outcome.kind === 'accepted') {
      work.archive.push({ ...command, acceptedAt: outcome.acceptedAt })
    } else {
      const { uid, code, detail, rejectedAt } = outcome
      const decision = decided.get(uid)
      work.rejections.push({
        ...{ uid, command, code, detail, rejectedAt },
        ...(decision ? decisionOf(decision) : { state: 'open' as const }),
      })
    }
  }
  return work
}

function decisionOf({
  state,
  reason,
  decidedAt,
}: Of<'decided'>): Pick<Rejection, 'state' | 'reason' | 'decidedAt'> {
  return { state, decidedAt, ...(reason !== undefined && { reason }) }
}

/** A payment code takes a number of this device's lease for ever, also when it is refused. */
function serialOf({ args }: PendingCommand): { leaseId: string; next: number } | undefined {
  if (typeof args !== 'object' || args === null || !('leaseId' in args) || !('code' in args)) {
    return undefined
  }
  const { leaseId, code } = args
  if (typeof leaseId !== 'string' || typeof code !== 'string') return undefined
  const parts = parsePaymentCode(code)
  return parts && { leaseId, next: Number(parts.serial) + 1 }
}

function raise(serials: Map<string, number>, leaseId: string, next: number): void {
  serials.set(leaseId, Math.max(serials.get(leaseId) ?? 0, next))
}
