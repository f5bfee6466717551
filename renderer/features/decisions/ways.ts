import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { WayName } from './suggestions'

/** What became of a choice; nothing to say when it led to another page. */
export type WayResult =
  { readonly done: string } | { readonly violation: RuleViolation } | undefined

/** One way forward for a card: a button with a digit. */
export interface Way {
  readonly name: WayName
  readonly label: string
  run(): Promise<WayResult>
}

/**
 * Puts the ways in the order of their digits: what suits this reason of refusal first.
 * @param offered in their usual order
 */
export function orderWays(offered: readonly Way[], preferred: readonly WayName[]): Way[] {
  const rank = ({ name }: Way): number => {
    const place = preferred.indexOf(name)
    return name === 'own' ? -1 : place < 0 ? preferred.length : place
  }
  return [...offered].sort((a, b) => rank(a) - rank(b))
}

/** What the screen says after a decision, and what taking it back would open again. */
export interface Decided {
  readonly sentence: string
  /** uids; empty when the decision cannot be taken back here. */
  readonly undo: readonly string[]
}
