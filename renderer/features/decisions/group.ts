import type { RefusedWork } from '../../store/queries/decisions'
import { patchKeyOf } from './patchCards'

/** A refusal and everything that fell with it. */
export interface DecisionCard {
  readonly head: RefusedWork
  /** Refused because they built on the head, in the order in which they were done. */
  readonly followers: readonly RefusedWork[]
}

/**
 * One card per cause: work that depends on refused work stands on its card, not beside it. Edits that
 * a colleague was faster with are a cause of their own: one card per row, and nothing else on it.
 * @param rejections open ones, any order
 */
export function groupRejections(rejections: readonly RefusedWork[]): DecisionCard[] {
  const inOrder = [...rejections].sort(inOrderOfWork)
  const open = new Map(inOrder.map((rejection) => [rejection.uid, rejection]))
  const rootOf = new Map<string, string>()
  const cardOfRow = new Map<string, string>()
  for (const rejection of inOrder) {
    const { uid, command } = rejection
    const row = patchKeyOf(rejection)
    const cause = command.dependsOn.find((other) => {
      const refused = open.get(other)
      return refused && patchKeyOf(refused) === undefined
    })
    if (row !== undefined && cause === undefined) {
      const first = cardOfRow.get(row) ?? uid
      cardOfRow.set(row, first)
      rootOf.set(uid, first)
      continue
    }
    rootOf.set(uid, cause === undefined ? uid : (rootOf.get(cause) ?? cause))
  }
  const heads = inOrder.filter(({ uid }) => rootOf.get(uid) === uid)
  return heads.map((head) => ({
    head,
    followers: inOrder.filter(({ uid }) => uid !== head.uid && rootOf.get(uid) === head.uid),
  }))
}

/** Work of another device has no order here; its uids, made of their time, tell what came first. */
export function inOrderOfWork(a: RefusedWork, b: RefusedWork): number {
  return a.command.order - b.command.order || (a.uid < b.uid ? -1 : 1)
}
