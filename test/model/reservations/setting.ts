import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { registry } from '#shared/commands/registry'
import { dueDates } from '#shared/domain/billing/dueDate'
import { billIdOf } from '#shared/model/bill'
import { entities } from '#shared/model/entities'
import type { Employer } from '#shared/model/employer'
import type { Membership } from '#shared/model/membership'
import { rateTables } from '#shared/reference/tables'
import type { Role } from '#shared/permissions/roles'
import { BufferedTx, type Write } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { employerProfile, workerEntry } from '../../support/samples'
import type { MemoryRows } from '../../support/memoryRows'

export const BRANCH = '516'
export const PERIOD = '2026-05'
/** Two days before the codes of that month end, so that their end falls into every schedule. */
export const START = Date.parse('2026-06-13T01:00:00Z')
export const EMPLOYER = '00000000-0000-7000-8000-0000000e0001'
export const SERIALS = 500

export const leaseIdOf = (device: number): string => `00000000-0000-7000-8000-0000000f000${device}`
export const deviceIdOf = (device: number): string => `device-${device}`

/** One employer with a worker and an unpaid month; a block of numbers for each device. */
export async function openingRows(devices: number): Promise<readonly Write[]> {
  const nothing = { get: async () => undefined, list: async () => [] }
  const rows = new BufferedTx(nothing, entities)
  const run = async (name: string, args: object): Promise<void> => {
    const call = {
      uid: crypto.randomUUID(),
      name,
      version: 1,
      args: JSON.parse(JSON.stringify(args)) as never,
      occurredAt: '2026-06-01T02:00:00Z',
      actor: { userId: 'u', name: 'Pembuka', roles: ['AR', 'PIUTANG', 'SYSTEM'] as Role[] },
    }
    const env = {
      schema: entities,
      registry,
      branchId: BRANCH,
      deviceId: 'opening',
      where: 'server' as const,
    }
    rows.absorb(await runCommand(rows, call, env))
  }
  await run('employer.register', {
    employerId: EMPLOYER,
    profile: employerProfile(),
    acceptedFindings: [],
  })
  await run('worker.register', { employerId: EMPLOYER, entry: workerEntry(1) })
  const employer = (await rows.get('employer', EMPLOYER)) as Employer
  const members = (await rows.list('membership', 'employerId', [EMPLOYER])) as Membership[]
  await run('bill.finalise', finaliseArgs(employer, members))
  for (let device = 0; device < devices; device++) {
    await run('numberLease.grant', {
      leaseId: leaseIdOf(device),
      deviceId: deviceIdOf(device),
      kind: 'PAYMENT_CODE',
      from: device * SERIALS,
      to: (device + 1) * SERIALS - 1,
    })
  }
  return rows.writes
}

/** What an officer would finalise for the month, seeing these rows. */
export function finaliseArgs(employer: Employer, members: readonly Membership[]) {
  const workers = billedWorkers(
    [...members].sort((a, b) => (a.id < b.id ? -1 : 1)),
    PERIOD,
  )
  const { total } = assessEmployer(rateTables, employer, workers, PERIOD)
  const { effectiveDueDate } = dueDates(rateTables, { segment: 'PU', period: PERIOD })
  const expected = { workerCount: workers.length, total, effectiveDueDate }
  return { employerId: employer.id, period: PERIOD, expected }
}

export const billOf = (employerId: string): string => billIdOf(employerId, PERIOD)

export function rowsOf<Row>(rows: MemoryRows, entity: string): Row[] {
  return rows
    .all()
    .filter((item) => item.entity === entity)
    .map(({ row }) => row as Row)
}
