import type { Stamp } from '../model/common'
import type { Ctx } from './definition'

/** Who did it and when, by the device's claim. */
export function stampOf(ctx: Ctx): Stamp {
  return { userId: ctx.actor.userId, name: ctx.actor.name, at: ctx.occurredAt }
}
