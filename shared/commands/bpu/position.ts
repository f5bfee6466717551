import { bpuPosition, type BpuPosition } from '../../domain/billing/bpuSequence'
import type { RateTables } from '../../domain/rates/rateTables'
import type { Bill } from '../../model/bill'
import type { BpuBasis } from '../../model/billBasis'
import type { BpuMember } from '../../model/bpuMember'

/**
 * Where a member stands on a day, from every bill they ever had.
 * @param today local date
 */
export function positionOf(
  tables: RateTables,
  member: Pick<BpuMember, 'countsFrom'>,
  bills: readonly Bill[],
  today: string,
): BpuPosition {
  const { countsFrom } = member
  const billed = bills
    .filter(({ status }) => status !== 'CANCELLED' && status !== 'SUPERSEDED')
    .map(({ period, status }) => ({ period, paid: status === 'PAID' }))
  return bpuPosition(tables, { countsFrom, billed, current: today.slice(0, 7) })
}

/** What a month of the member is computed from. */
export function basisOf(member: BpuMember): BpuBasis {
  const { monthlyIncome, withJht, isBusinessOwner, sector, route, startPeriod } = member
  return {
    segment: 'BPU',
    monthlyIncome,
    withJht,
    isBusinessOwner,
    sector,
    route,
    memberSince: startPeriod,
  }
}
