import { beforeEach, describe, expect, it } from 'vitest'
import { entities } from '#shared/model/entities'
import { Desk } from './desk'

const MAY = '2026-05'
const DAY = '2026-06-08'

let holder: Desk
let other: Desk

/** Another device over the same rows, with a block of numbers of its own. */
async function deviceBeside(desk: Desk, deviceId: string): Promise<Desk> {
  const beside = new Desk(deviceId)
  Object.assign(beside, { rows: desk.rows, employerId: desk.employerId })
  const lease = { deviceId, kind: 'PAYMENT_CODE', from: 100, to: 109 }
  await beside.must('numberLease.grant', { leaseId: beside.leaseId, ...lease }, DAY, ['SYSTEM'])
  return beside
}

const take = async (desk: Desk, until: string, day = DAY, reservationId = crypto.randomUUID()) => ({
  reservationId,
  result: await desk.do(
    'reservation.take',
    { reservationId, employerId: desk.employerId, until },
    day,
  ),
})

beforeEach(async () => {
  holder = new Desk()
  await holder.open('2026-05-02')
  await holder.finalise(MAY, DAY)
  other = await deviceBeside(holder, 'device-2')
})

describe('the right to issue codes', () => {
  it('[C-111] is one per employer, of one device, for at most three days; again prolongs it', async () => {
    const { reservationId, result } = await take(holder, '2026-06-09')
    expect(result).toBe('ok')
    expect((await take(other, '2026-06-09')).result).toBe('EMPLOYER_RESERVED')
    expect((await take(holder, '2026-06-12')).result).toBe('RESERVATION_TOO_LONG')
    expect((await take(holder, '2026-06-07')).result).toBe('RESERVATION_ENDED')
    expect((await take(holder, '2026-06-11')).result).toBe('ok')
    expect(await holder.get('reservation', reservationId)).toMatchObject({ until: '2026-06-11' })
    // A nearer day does not shorten it: papers may be out that promise more.
    expect((await take(holder, '2026-06-08')).result).toBe('ok')
    expect(await holder.get('reservation', reservationId)).toMatchObject({ until: '2026-06-11' })
    expect(await holder.rows.list('reservation', 'liveKey', [holder.employerId])).toHaveLength(1)
    expect(entities.reservation.indexes.liveKey.unique).toBe('EMPLOYER_RESERVED')
  })

  it('[C-111] gives way after its last day', async () => {
    const { reservationId } = await take(holder, '2026-06-09')
    const next = await take(other, '2026-06-11', '2026-06-10')
    expect(next.result).toBe('ok')
    expect((await holder.get('reservation', reservationId)).status).toBe('EXPIRED')
    expect((await take(holder, '2026-06-11', '2026-06-10')).result).toBe('EMPLOYER_RESERVED')
  })

  it('[C-112] keeps every other device from issuing, by name and last day', async () => {
    await take(holder, '2026-06-09')
    expect(await other.issue([MAY], DAY)).toBe('EMPLOYER_RESERVED')
    expect(other.detail).toMatchObject({ holder: 'Penguji', until: '2026-06-09' })
    expect(await holder.issue([MAY], DAY)).toBe('ok')
  })

  it('[C-112] ends by itself: then anybody may issue', async () => {
    await take(holder, '2026-06-09')
    expect(await other.issue([MAY], '2026-06-10')).toBe('ok')
  })

  it('[C-115] the paper ends with the right, the confirmed code with its amount', async () => {
    const { reservationId } = await take(holder, '2026-06-09')
    const tooLong = { reservationId, until: '2026-06-10' }
    expect(await holder.issue([MAY], DAY, crypto.randomUUID(), tooLong)).toBe('NOT_RESERVED')
    const codeId = crypto.randomUUID()
    const provisional = { reservationId, until: '2026-06-09' }
    expect(await holder.issue([MAY], DAY, codeId, provisional)).toBe('ok')
    expect(await holder.get('paymentCode', codeId)).toMatchObject({
      validUntil: '2026-06-15',
      provisional,
    })
    // Once confirmed it outlives the right: the next holder meets it alive.
    await take(other, '2026-06-11', '2026-06-10')
    expect(await other.issue([MAY], '2026-06-10')).toBe('HAS_LIVE_CODE')
    expect(await holder.pay(codeId, '2026-06-14')).toBe('ok')
  })

  it('[C-116] a code that arrives after its paper’s last day is refused by the server’s clock', async () => {
    const { reservationId } = await take(holder, '2026-06-09')
    const provisional = { reservationId, until: '2026-06-09' }
    holder.now = '2026-06-09T16:59:00Z'
    const inTime = crypto.randomUUID()
    expect(await holder.issue([MAY], DAY, inTime, provisional)).toBe('ok')
    await holder.must('code.cancel', { codeId: inTime, reason: 'diganti' }, DAY)
    holder.now = '2026-06-09T17:01:00Z'
    const late = crypto.randomUUID()
    expect(await holder.issue([MAY], DAY, late, provisional)).toBe('CODE_TOO_LATE')
  })

  it('[C-116] so is one of a right that has been given back or taken over', async () => {
    const { reservationId } = await take(holder, '2026-06-09')
    const provisional = { reservationId, until: '2026-06-09' }
    await holder.must('reservation.release', { reservationId }, DAY)
    expect(await holder.issue([MAY], DAY, undefined, provisional)).toBe('NOT_RESERVED')
    await take(other, '2026-06-09')
    expect(await holder.issue([MAY], DAY, undefined, provisional)).toBe('EMPLOYER_RESERVED')
  })

  it('[C-116] a clock ahead of midnight does not end the code of today', async () => {
    const first = crypto.randomUUID()
    await holder.issue([MAY], DAY, first)
    // 23.55 in Jakarta by the server; the device says it is tomorrow already.
    other.now = '2026-06-15T16:55:00Z'
    expect(await other.issue([MAY], '2026-06-16')).toBe('HAS_LIVE_CODE')
    other.now = '2026-06-15T17:05:00Z'
    expect(await other.issue([MAY], '2026-06-16')).toBe('ok')
    expect((await holder.get('paymentCode', first)).status).toBe('EXPIRED')
  })

  it('[C-118] an employer registered without a network brings the right along', async () => {
    const desk = new Desk('device-3')
    const reserve = { reservationId: crypto.randomUUID(), until: '2026-06-10' }
    await desk.open(DAY, 2, { reserve })
    expect(await desk.get('reservation', reserve.reservationId)).toMatchObject({
      employerId: desk.employerId,
      deviceId: 'device-3',
      origin: 'REGISTRATION',
      liveKey: desk.employerId,
    })
    const stranger = await deviceBeside(desk, 'device-4')
    expect(await desk.finalise(MAY, DAY)).toBe('ok')
    expect(await stranger.issue([MAY], DAY)).toBe('EMPLOYER_RESERVED')
  })

  it('[C-118] not when it arrives after the last day: the papers are over as well', async () => {
    const desk = new Desk('device-3')
    const reserve = { reservationId: crypto.randomUUID(), until: '2026-06-10' }
    desk.now = '2026-06-11T02:00:00Z'
    await desk.open(DAY, 2, { reserve })
    expect(await desk.rows.get('reservation', reserve.reservationId)).toBeUndefined()
  })

  it('[C-119] only the holder releases it; others ask, once each, and the holder sees who', async () => {
    const { reservationId } = await take(holder, '2026-06-09')
    expect(await other.do('reservation.release', { reservationId }, DAY)).toBe(
      'RESERVATION_NOT_YOURS',
    )
    expect(await holder.do('reservation.ask', { reservationId }, DAY)).toBe('RESERVATION_HELD')
    await other.must('reservation.ask', { reservationId }, DAY)
    await other.must('reservation.ask', { reservationId }, '2026-06-09')
    expect((await holder.get('reservation', reservationId)).asks).toEqual([
      { userId: 'u1', name: 'Penguji', at: '2026-06-09T02:00:00Z', deviceId: 'device-2' },
    ])
    await holder.must('reservation.release', { reservationId }, DAY)
    expect(await other.do('reservation.ask', { reservationId }, DAY)).toBe('RESERVATION_ENDED')
    expect((await take(other, '2026-06-09')).result).toBe('ok')
  })

  it('[C-119] is for those who may issue codes', async () => {
    const args = {
      reservationId: crypto.randomUUID(),
      employerId: holder.employerId,
      until: '2026-06-09',
    }
    expect(await holder.do('reservation.take', args, DAY, ['AR', 'PAD', 'KAKACAB'])).toBe(
      'FORBIDDEN',
    )
  })
})
