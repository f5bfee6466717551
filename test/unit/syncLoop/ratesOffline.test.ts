import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { assessEmployer } from '#shared/commands/bills/assess'
import { finaliseBill } from '#shared/commands/bills/finaliseBill'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import type { Actor } from '#shared/commands/definition'
import { approveRates, proposeRates } from '#shared/commands/rates/releases'
import { tableVersions } from '#shared/commands/rates/tablesInForce'
import { registerWorker } from '#shared/commands/workers/registerWorker'
import { dueDates } from '#shared/domain/billing/dueDate'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Store } from '../../../renderer/store/database'
import { findLiveBill } from '../../../renderer/store/queries/bills'
import { listOpenRejections } from '../../../renderer/store/queries/decisions'
import { findEmployer } from '../../../renderer/store/queries/employers'
import { listReleases } from '../../../renderer/store/queries/rates'
import { allMemberships } from '../../../renderer/store/queries/workers'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import {
  openTestStore,
  testActor,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { depsOn } from '../../support/memorySync'
import { MemoryLine } from '../../support/memoryTransport'
import { additionRetroactive } from '../../support/rateSamples'
import { workerEntry } from '../../support/samples'

const chief: Actor = { userId: 'user-2', name: 'Kabid Contoh', roles: ['KABID'] }
const PERIOD = '2026-10'

let line: MemoryLine
let field: TestRuntime
let office: TestRuntime
let head: TestRuntime

const at = (runtime: TestRuntime) => {
  runtime.time = Date.parse('2026-10-20T02:00:00.000Z')
  return runtime
}

beforeEach(async () => {
  line = new MemoryLine()
  line.actors = [testActor, chief]
  line.now = Date.parse('2026-10-20T02:05:00.000Z')
  field = at(testRuntime(await openTestStore()))
  office = at(testRuntime(await openTestStore()))
  head = at(testRuntime(await openTestStore(), chief))
})

const sync = (runtime: TestRuntime) => syncOnce(depsOn(line, runtime))

const tablesOn = async (store: Store): Promise<RateTables> =>
  tableVersions(await listReleases('APPROVED', store)).at(-1)!

/** What the officer of this device sees and finalises. */
async function finalise(runtime: TestRuntime, employerId: string) {
  const { store } = runtime
  const tables = await tablesOn(store)
  const employer = await findEmployer(employerId, store)
  const workers = await allMemberships(employerId, store)
  const { total } = assessEmployer(tables, employer!, workers, PERIOD)
  const { effectiveDueDate } = dueDates(tables, { segment: 'PU', period: PERIOD })
  const expected = { workerCount: workers.length, total, effectiveDueDate }
  const args = { employerId, period: PERIOD, expected }
  return { total, result: await execute(finaliseBill, args, {}, runtime) }
}

it('[T-9] rates approved while a device is offline: its bill comes back as AMOUNT_CHANGED', async () => {
  const employerId = newId()
  const profile = testProfile({ legalName: 'PT Contoh', npwp: '0000000000000001' })
  const must = async (result: Promise<{ ok: boolean }>) => expect((await result).ok).toBe(true)
  await must(execute(registerEmployer, { employerId, profile, acceptedFindings: [] }, {}, field))
  await must(execute(registerWorker, { employerId, entry: workerEntry(1) }, {}, field))
  await sync(field)

  // Meanwhile in the office: one proposes, another approves.
  const releaseId = newId()
  const proposal = { releaseId, addition: additionRetroactive }
  await must(execute(proposeRates, proposal, {}, office))
  await sync(office)
  await sync(head)
  await must(execute(approveRates, { releaseId }, {}, head))
  await sync(head)

  // The device in the field has heard nothing of it.
  const old = await finalise(field, employerId)
  expect(old.result.ok).toBe(true)
  expect(await sync(field)).toMatchObject({
    kind: 'synced',
    refused: [{ code: 'AMOUNT_CHANGED' }],
  })
  const [rejection] = await listOpenRejections(10, field.store)
  expect(rejection).toMatchObject({ code: 'AMOUNT_CHANGED', detail: { expected: old.total } })
  expect(await findLiveBill(employerId, PERIOD, field.store)).toBeUndefined()

  // With the same pull came the new tables: the second try is right.
  const now = await finalise(field, employerId)
  expect(now.total).toBe(Number(rejection?.detail['actual']))
  expect(now.total).toBe(old.total - 13_500)
  expect(await sync(field)).toMatchObject({ sent: 1, refused: [] })
  expect(await findLiveBill(employerId, PERIOD, field.store)).toMatchObject({ total: now.total })
})

it('[T-11] two who approve at once, or their own: the server has the last word', async () => {
  const releaseId = newId()
  await execute(proposeRates, { releaseId, addition: additionRetroactive }, {}, office)
  await sync(office)
  await sync(head)
  const own = await execute(approveRates, { releaseId }, {}, office)
  expect(own).toMatchObject({ ok: false, violation: { code: 'MAKER_IS_CHECKER' } })

  const second = at(testRuntime(await openTestStore(), { ...chief, userId: 'user-3' }))
  line.actors = [...line.actors, { ...chief, userId: 'user-3' }]
  await sync(second)
  for (const runtime of [head, second]) {
    expect((await execute(approveRates, { releaseId }, {}, runtime)).ok).toBe(true)
  }
  await sync(head)
  expect(await sync(second)).toMatchObject({ refused: [{ code: 'ALREADY_DECIDED' }] })
  expect(await listOpenRejections(10, second.store)).toMatchObject([{ code: 'ALREADY_DECIDED' }])
  const [approved] = await listReleases('APPROVED', second.store)
  expect(approved?.decided).toMatchObject({ userId: chief.userId })
})
