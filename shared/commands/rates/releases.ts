import { z } from 'zod'
import { TableAddition } from '../../domain/rates/mergeTables'
import { Id, OptionalText } from '../../model/common'
import type { RateRelease } from '../../model/rateRelease'
import { matrix } from '../../permissions/matrix'
import { defineCommand, type Ctx } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import { mergeAddition } from './mergeAddition'
import { tablesInForce, tablesWith } from './tablesInForce'

const partitions = () => ['ref']

/** Proposes a new version of the tables. It changes no figure until somebody else approves it. */
export const proposeRates = defineCommand({
  name: 'rates.propose',
  version: 1,
  roles: matrix['rates.propose'],
  args: z.object({ releaseId: Id, addition: TableAddition, note: OptionalText(500) }),
  partitions,
  async handler(tx, { releaseId, addition, note }, ctx) {
    if (await tx.get('rateRelease', releaseId)) throw new RuleViolation('ROW_EXISTS')
    const tables = await tablesInForce(tx)
    refuseInvalid(addition.title, () => mergeAddition(tables, addition))
    const effectiveFrom = firstEffect(addition)
    await tx.put('rateRelease', {
      id: releaseId,
      branchId: 'ref',
      title: addition.title,
      regulation: addition.source,
      ...(note && { note }),
      ...(effectiveFrom && { effectiveFrom }),
      addition,
      status: 'PROPOSED',
      proposed: stampOf(ctx),
    })
  },
})

/**
 * Puts a proposal into force, for everybody on this server. Looked at again together with all
 * that was approved meanwhile, since two proposals may fit alone and clash together.
 */
export const approveRates = defineCommand({
  name: 'rates.approve',
  version: 1,
  roles: matrix['rates.decide'],
  args: z.object({ releaseId: Id }),
  partitions,
  async handler(tx, { releaseId }, ctx) {
    const release = await getUndecided(tx, releaseId, ctx)
    const approved: RateRelease = { ...release, status: 'APPROVED', decided: stampOf(ctx) }
    const others = await tx.list('rateRelease', 'status', ['APPROVED'])
    refuseInvalid(release.title, () => tablesWith([...others, approved]))
    await tx.put('rateRelease', approved)
  },
})

/** Turns a proposal down, with a reason; it stays to be read. */
export const rejectRates = defineCommand({
  name: 'rates.reject',
  version: 1,
  roles: matrix['rates.decide'],
  args: z.object({ releaseId: Id, reason: z.string().trim().min(3).max(300) }),
  partitions,
  async handler(tx, { releaseId, reason }, ctx) {
    const release = await getUndecided(tx, releaseId, ctx)
    await tx.put('rateRelease', {
      ...release,
      status: 'REJECTED',
      decided: { ...stampOf(ctx), reason },
    })
  },
})

/** A proposal that waits for a decision, by somebody who did not make it. */
async function getUndecided(tx: Tx, releaseId: string, ctx: Ctx): Promise<RateRelease> {
  const release = await tx.get('rateRelease', releaseId)
  if (!release) throw new RuleViolation('RELEASE_NOT_FOUND', { releaseId })
  if (release.decided) {
    throw new RuleViolation('ALREADY_DECIDED', {
      title: release.title,
      decidedBy: release.decided.name,
      decidedAt: release.decided.at,
    })
  }
  if (release.proposed.userId === ctx.actor.userId) {
    throw new RuleViolation('MAKER_IS_CHECKER', {
      title: release.title,
      proposedBy: release.proposed.name,
    })
  }
  return release
}

/** Whatever the merge cannot use is the proposal's fault, and its message says what. */
function refuseInvalid(title: string, merge: () => unknown): void {
  try {
    merge()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new RuleViolation('RATES_INVALID', { title, message: error.message })
  }
}

/** First period or day in which the addition says anything new. */
function firstEffect(addition: TableAddition): string | undefined {
  return Object.values(addition.adds)
    .flat()
    .flatMap((row) => (typeof row['effectiveFrom'] === 'string' ? [row['effectiveFrom']] : []))
    .sort()[0]
}
