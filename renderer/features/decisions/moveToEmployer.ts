import type { JsonValue } from '#shared/commands/ruleCodes'
import type { Rejection } from '#shared/sync/clientPorts'
import { dismiss } from '../../sync/decide'
import { resubmit } from '../../sync/resubmit'
import type { DecisionCard } from './group'

/** Refused work that adds workers and can be pointed at another employer. */
export function workersOf(
  followers: readonly Rejection[],
): { rejection: Rejection; count: number }[] {
  return followers.flatMap((rejection) => {
    const args = rejection.command.args as { entries?: readonly JsonValue[] }
    if (rejection.command.name === 'worker.import') {
      return [{ rejection, count: args.entries?.length ?? 0 }]
    }
    return rejection.command.name === 'worker.register' ? [{ rejection, count: 1 }] : []
  })
}

/**
 * Gives the workers of a refused employer to the one that is registered, and lays the rest of the
 * card aside with the reason: bills and codes are made anew there, from all its workers.
 * @returns how many workers were moved; those that a rule refuses keep their card
 */
export async function moveToEmployer(
  card: DecisionCard,
  employerId: string,
  reason: string,
): Promise<number> {
  let moved = 0
  const movable = workersOf(card.followers)
  for (const { rejection, count } of movable) {
    const args = rejection.command.args as Record<string, JsonValue>
    const result = await resubmit(rejection, { ...args, employerId })
    if (result.ok) moved += count
  }
  const settled = new Set(movable.map(({ rejection }) => rejection.uid))
  const rest = [card.head, ...card.followers].filter(({ uid }) => !settled.has(uid))
  await dismiss(
    rest.map(({ uid }) => uid),
    reason,
  )
  return moved
}
