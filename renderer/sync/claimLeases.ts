import { CLAIM_MAX_LEASES } from '#shared/protocol/messages'
import { forgetLeases, rememberedLeases } from '../store/serials'
import type { SyncDeps } from './syncDeps'

/**
 * Tells a restored server which numbers are this device's, before it hears what was done with
 * them. Numbers that it does not give back are gone with its rows.
 * @throws HttpFailure; then it is told with the next round
 */
export async function claimLeases({ store, transport, signal }: SyncDeps): Promise<void> {
  const leases = await rememberedLeases(store)
  if (leases.length === 0) return
  // Claimed twice is claimed once, so a cut in between costs nothing.
  for (let from = 0; from < leases.length; from += CLAIM_MAX_LEASES) {
    await transport.claimLeases(leases.slice(from, from + CLAIM_MAX_LEASES), signal)
  }
  await forgetLeases(store)
}
