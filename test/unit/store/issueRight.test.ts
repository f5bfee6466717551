import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { assessEmployer } from '#shared/commands/bills/assess'
import { finaliseBill } from '#shared/commands/bills/finaliseBill'
import { cancelCode } from '#shared/commands/codes/cancelCode'
import { quoteCode } from '#shared/commands/codes/quote'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { askReservation } from '#shared/commands/reservations/askReservation'
import { releaseReservation } from '#shared/commands/reservations/releaseReservation'
import { takeReservation } from '#shared/commands/reservations/takeReservation'
import { registerWorker } from '#shared/commands/workers/registerWorker'
import { dueDates } from '#shared/domain/billing/dueDate'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { billIdOf } from '#shared/model/bill'
import { rateTables } from '#shared/reference/tables'
import { findBills } from '../../../renderer/store/queries/bills'
import { findCode, isConfirmed } from '../../../renderer/store/queries/codes'
import { listOpenRejections } from '../../../renderer/store/queries/decisions'
import { findEmployer } from '../../../renderer/store/queries/employers'
import { findFate } from '../../../renderer/store/queries/fate'
import { findRight } from '../../../renderer/store/queries/reservations'
import { allMemberships } from '../../../renderer/store/queries/workers'
import { execute } from '../../../renderer/sync/execute'
import { issueCodeWithLease } from '../../../renderer/sync/issueCodeWithLease'
import { newId } from '../../../renderer/sync/newId'
import { noteAccident } from '../../../renderer/sync/recover'
import { registrationRight } from '../../../renderer/sync/registrationRight'
import { resubmit } from '../../../renderer/sync/resubmit'
import { setDeviceClock } from '../../../renderer/host/clock'
import { clientEnvironment, setRuntime } from '../../../renderer/sync/runtime'
import { sessionStore } from '../../../renderer/sync/sessionStore'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import { codeStanding, promisedUntil } from '../../../renderer/features/paymentCodes/codeState'
import {
  openTestStore,
  testActor,
  testBranchId,
  testDeviceId,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { depsOn } from '../../support/memorySync'
import { MemoryLine } from '../../support/memoryTransport'
import { workerEntry } from '../../support/samples'

const PERIOD = '2026-06'
const DAY_MS = 86_400_000

let line: MemoryLine
let field: TestRuntime
let employerId: string

const sync = (runtime = field, transport = line) => syncOnce(depsOn(transport, runtime))
/** Another officer's device that has the branch's data. */
async function deviceBehind(transport: MemoryLine): Promise<TestRuntime> {
  const actor = { ...testActor, userId: 'user-2', name: 'Rekan' }
  transport.actors = [actor]
  const { deviceId } = transport
  const runtime = Object.assign(testRuntime(await openTestStore()), {
    identity: () => ({ actor, branchId: testBranchId, deviceId }),
  })
  await sync(runtime, transport)
  return runtime
}

const must = async (result: Promise<{ ok: boolean }>) => expect((await result).ok).toBe(true)
const day = () => localDateOfInstant(new Date(field.time).toISOString())

async function registerAndBill(more: object = {}): Promise<string> {
  const id = newId()
  const profile = testProfile({
    legalName: 'PT Contoh',
    npwp: id.replace(/\D/g, '').padEnd(16, '1').slice(0, 16),
  })
  await must(
    execute(
      registerEmployer,
      { employerId: id, profile, acceptedFindings: [], ...more },
      {},
      field,
    ),
  )
  await must(
    execute(
      registerWorker,
      { employerId: id, entry: workerEntry(Math.floor(Math.random() * 9000)) },
      {},
      field,
    ),
  )
  const employer = await findEmployer(id, field.store)
  const workers = await allMemberships(id, field.store)
  const { total } = assessEmployer(rateTables, employer!, workers, PERIOD)
  const { effectiveDueDate } = dueDates(rateTables, { segment: 'PU', period: PERIOD })
  const expected = { workerCount: workers.length, total, effectiveDueDate }
  await must(execute(finaliseBill, { employerId: id, period: PERIOD, expected }, {}, field))
  return id
}

async function issue(reachable: boolean, id = employerId) {
  const bills = await findBills([billIdOf(id, PERIOD)], field.store)
  const { parts: _parts, ...expected } = quoteCode(rateTables, bills, day())
  const billIds = bills.map((bill) => bill.id)
  const request = { employerId: id, segment: 'PU' as const, billIds, expected }
  return issueCodeWithLease(request, { reachable }, field)
}

const reasonOf = (result: Awaited<ReturnType<typeof issue>>) =>
  result.ok ? 'ok' : result.violation.code

async function take(days: number): Promise<string> {
  const reservationId = newId()
  const until = localDateOfInstant(new Date(field.time + days * DAY_MS).toISOString())
  await must(execute(takeReservation, { reservationId, employerId, until }, {}, field))
  return reservationId
}

const right = () =>
  findRight(
    employerId,
    { deviceId: testDeviceId, now: new Date(field.time).toISOString() },
    field.store,
  )

beforeEach(async () => {
  line = new MemoryLine()
  field = testRuntime(await openTestStore())
  await line.grant({ from: 100, to: 199 })
  employerId = await registerAndBill()
  await sync()
})

describe('issuing without the server', () => {
  it('[C-113] a right counts only when the server has confirmed it', async () => {
    await take(1)
    expect(await right()).toMatchObject({ standing: 'waiting' })
    expect(reasonOf(await issue(false))).toBe('NOT_RESERVED')
    await sync()
    expect(await right()).toMatchObject({ standing: 'held', until: '2026-07-11' })
    const made = await issue(false)
    expect([made.ok, made.provisional]).toEqual([true, true])
  })

  it('[C-113] an end that is only asked for does not count yet', async () => {
    await take(0)
    await sync()
    await take(2)
    expect(await right()).toMatchObject({ standing: 'held', until: '2026-07-10' })
    const made = await issue(false)
    expect(await findCode(made.codeId, field.store)).toMatchObject({
      provisional: { until: '2026-07-10' },
    })
  })

  it('[C-113] it ends by the later of the two clocks: setting one back prolongs nothing', async () => {
    await take(1)
    await sync()
    field.time += 2 * DAY_MS
    expect(reasonOf(await issue(false))).toBe('NOT_RESERVED')
    // The last contact was after the end.
    line.now = field.time
    await sync()
    field.time -= 2 * DAY_MS
    expect(await right()).toBeUndefined()
    expect(reasonOf(await issue(false))).toBe('NOT_RESERVED')
  })

  it('[C-113] what was given back here counts no longer, before anybody hears of it', async () => {
    const reservationId = await take(1)
    await sync()
    await must(execute(releaseReservation, { reservationId }, {}, field))
    expect(reasonOf(await issue(false))).toBe('NOT_RESERVED')
  })

  it('[C-122] a copied disk gives its rights up, and nothing is held during a recovery', async () => {
    await take(1)
    await sync()
    const env = clientEnvironment(field, { branchId: testBranchId, deviceId: testDeviceId })
    await noteAccident({ store: field.store, env, journal: field.journal }, 'FORKED')
    expect(reasonOf(await issue(false))).toBe('NOT_RESERVED')
    await sync()
    expect(await right()).toMatchObject({ standing: 'waiting' })
    expect(reasonOf(await issue(false))).toBe('NOT_RESERVED')
  })

  it('[C-114] with the server, a code is a question that nobody sees before the answer', async () => {
    const asked = await issue(true)
    expect([asked.ok, asked.provisional]).toEqual([true, false])
    const code = await findCode(asked.codeId, field.store)
    const confirmed = await isConfirmed('paymentCode', asked.codeId, field.store)
    expect(codeStanding(code!, confirmed, day())).toBe('requested')
    const uid = asked.ok ? asked.command.uid : ''
    line.offline = true
    await expect(sync()).rejects.toMatchObject({ failure: { kind: 'offline' } })
    expect(await findFate(uid, field.store)).toEqual({ kind: 'waiting' })
    line.offline = false
    await sync()
    expect(await findFate(uid, field.store)).toEqual({ kind: 'accepted' })
    expect(codeStanding(code!, true, day())).toBe('active')
  })

  it('[C-114] the server’s refusal comes back with its reason', async () => {
    const asked = await issue(true)
    const until = '2026-07-11'
    const args = { reservationId: newId(), employerId, until }
    const elsewhere = new MemoryLine(line.server, 'another-device')
    const colleague = await deviceBehind(elsewhere)
    await must(execute(takeReservation, args, {}, colleague))
    await sync(colleague, elsewhere)
    await sync()
    expect(await findFate(asked.ok ? asked.command.uid : '', field.store)).toMatchObject({
      kind: 'refused',
      code: 'EMPLOYER_RESERVED',
      detail: { holder: 'Rekan', until },
    })
    expect(await right()).toMatchObject({ standing: 'other', until })
    await must(execute(askReservation, { reservationId: args.reservationId }, {}, field))
  })

  it('[C-116] a code that is sent too late comes back; sent again it is a question', async () => {
    await take(1)
    await sync()
    const { codeId } = await issue(false)
    field.time += 2 * DAY_MS
    line.now = field.time
    expect(await sync()).toMatchObject({ refused: [{ code: 'CODE_TOO_LATE' }] })
    const [rejection] = await listOpenRejections(10, field.store)
    setRuntime(field)
    await must(resubmit(rejection!))
    setRuntime(undefined)
    const code = (await findCode(codeId, field.store))!
    expect(codeStanding(code, false, day())).toBe('requested')
    await sync()
    expect(await isConfirmed('paymentCode', codeId, field.store)).toBe(true)
  })

  it('[C-115] until it is sent a code promises the right’s last day, then its own', async () => {
    await take(1)
    await sync()
    const { codeId } = await issue(false)
    const code = (await findCode(codeId, field.store))!
    expect(code.validUntil).toBe('2026-07-15')
    expect(promisedUntil(code, false)).toBe('2026-07-11')
    expect(codeStanding(code, false, '2026-07-11')).toBe('provisional')
    expect(codeStanding(code, false, '2026-07-12')).toBe('lapsed')
    await sync()
    expect(await isConfirmed('paymentCode', codeId, field.store)).toBe(true)
    expect(promisedUntil(code, true)).toBe('2026-07-15')
  })

  it('[C-117] no code beside one that is cancelled by this device’s word alone', async () => {
    await take(2)
    await sync()
    const first = await issue(false)
    await must(execute(cancelCode, { codeId: first.codeId, reason: 'salah' }, {}, field))
    expect(reasonOf(await issue(false))).toBe('CODE_UNSETTLED')
    await sync()
    expect(reasonOf(await issue(false))).toBe('ok')
  })

  it('[C-117] nor beside one that only this clock says has run out', async () => {
    const asked = await issue(true)
    expect(asked.ok).toBe(true)
    field.time += 4 * DAY_MS
    line.now = field.time
    await take(3)
    await sync()
    // 17 July: by this clock the code of 15 July is over, and the right lasts until the 17th.
    field.time += 3 * DAY_MS
    expect(await right()).toMatchObject({ standing: 'held' })
    expect(reasonOf(await issue(false))).toBe('CODE_UNSETTLED')
    line.now = field.time
    await sync()
    expect(reasonOf(await issue(false))).toBe('ok')
  })

  it('[C-118] who registers without a network holds the right until the server knows it', async () => {
    const session = { roles: ['AR', 'PIUTANG'] as const }
    sessionStore.setState({
      session: {
        user: { id: 'u', name: 'n', branchId: testBranchId, roles: [...session.roles] },
        username: 'u',
        offlineLeaseUntil: '2027-01-01T00:00:00.000Z',
      },
    })
    setDeviceClock(field.now)
    expect(registrationRight(true)).toBeUndefined()
    const reserve = registrationRight(false)
    expect(reserve).toMatchObject({ until: '2026-07-12' })
    const id = await registerAndBill({ reserve })
    expect(reasonOf(await issue(false, id))).toBe('ok')
    const bare = await registerAndBill()
    expect(reasonOf(await issue(false, bare))).toBe('NOT_RESERVED')
    await sync()
    expect((await field.store.rejections.toArray()).map(({ code }) => code)).toEqual([])
    setDeviceClock(undefined)
    sessionStore.setState({ session: undefined })
  })
})
