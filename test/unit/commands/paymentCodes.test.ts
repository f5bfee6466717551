import { describe, expect, it } from 'vitest'
import { Desk } from './desk'

const MAY = '2026-05'
const JUNE = '2026-06'

async function deskWithBills(today = '2026-06-05'): Promise<Desk> {
  const desk = new Desk()
  await desk.open('2026-05-02')
  expect(await desk.finalise(MAY, today)).toBe('ok')
  return desk
}

describe('payment codes', () => {
  it('[C-2] a bill has one live code; a second is refused, also by somebody else', async () => {
    const desk = await deskWithBills()
    expect(await desk.issue([MAY], '2026-06-05')).toBe('ok')
    expect(await desk.issue([MAY], '2026-06-06')).toBe('HAS_LIVE_CODE')
    expect((await desk.bill(MAY)).status).toBe('CODE_ISSUED')
  })

  it('[C-2] a code past its last day gives way to a successor', async () => {
    const desk = await deskWithBills()
    const first = crypto.randomUUID()
    await desk.issue([MAY], '2026-06-05', first)
    expect(await desk.issue([MAY], '2026-06-15')).toBe('HAS_LIVE_CODE')
    expect(await desk.issue([MAY], '2026-06-16')).toBe('ok')
    expect((await desk.get('paymentCode', first)).status).toBe('EXPIRED')
  })

  it('[C-5] the oldest unpaid month may not be left out', async () => {
    const desk = await deskWithBills()
    await desk.finalise(JUNE, '2026-06-20')
    expect(await desk.issue([JUNE], '2026-06-20')).toBe('OLDER_BILL_UNPAID')
    expect(await desk.issue([MAY, JUNE], '2026-06-20')).toBe('ok')
  })

  it('[C-5] an older month whose code has run out counts as left out', async () => {
    const desk = await deskWithBills()
    await desk.issue([MAY], '2026-06-05')
    await desk.finalise(JUNE, '2026-06-20')
    expect(await desk.issue([JUNE], '2026-06-15')).toBe('ok')
    const other = await deskWithBills()
    await other.issue([MAY], '2026-06-05')
    await other.finalise(JUNE, '2026-06-20')
    expect(await other.issue([JUNE], '2026-06-20')).toBe('OLDER_BILL_UNPAID')
  })

  it('[C-6] payment consumes the code, settles its bills once and takes the bank’s date', async () => {
    const desk = await deskWithBills()
    const codeId = crypto.randomUUID()
    await desk.issue([MAY], '2026-06-05', codeId)
    expect(await desk.pay(codeId, '2026-06-10', { amount: 1 })).toBe('WRONG_AMOUNT')
    expect(await desk.pay(codeId, '2026-06-10')).toBe('ok')
    const bill = await desk.bill(MAY)
    expect(bill).toMatchObject({
      status: 'PAID',
      settledOn: '2026-06-10',
      paidPrincipal: bill.total,
    })
    expect(await desk.pay(codeId, '2026-06-11')).toBe('CODE_PAID')
    expect(await desk.issue([MAY], '2026-06-11')).toBe('BILL_PAID')
  })

  it('[C-6] money that comes after the last day is not taken through the code', async () => {
    const desk = await deskWithBills()
    const codeId = crypto.randomUUID()
    await desk.issue([MAY], '2026-06-05', codeId)
    expect(await desk.pay(codeId, '2026-06-16')).toBe('CODE_EXPIRED')
    expect(await desk.pay(codeId, '2026-06-15')).toBe('ok')
  })

  it('[C-7] a number outside the device’s lease, or used before, is refused', async () => {
    const desk = await deskWithBills()
    await desk.finalise(JUNE, '2026-06-20')
    const stranger = new Desk('device-2')
    stranger.rows.absorb(desk.rows)
    Object.assign(stranger, { employerId: desk.employerId, leaseId: desk.leaseId })
    expect(await stranger.issue([MAY], '2026-06-05')).toBe('CODE_NOT_LEASED')
    expect(await desk.issue([MAY], '2026-06-05')).toBe('ok')
    // A second desk on the same device starts again at the first number.
    const again = new Desk()
    again.rows.absorb(desk.rows)
    Object.assign(again, { employerId: desk.employerId, leaseId: desk.leaseId })
    expect(await again.issue([JUNE], '2026-06-05')).toBe('CODE_NOT_LEASED')
  })

  it('[C-8] a cancelled code stays cancelled and frees its bill', async () => {
    const desk = await deskWithBills()
    const codeId = crypto.randomUUID()
    await desk.issue([MAY], '2026-06-05', codeId)
    await desk.must('code.cancel', { codeId, reason: 'salah cetak' }, '2026-06-06')
    expect((await desk.bill(MAY)).status).toBe('FINALIZED')
    expect(await desk.do('code.cancel', { codeId, reason: 'lagi' }, '2026-06-06')).toBe(
      'CODE_CANCELLED',
    )
    expect(await desk.pay(codeId, '2026-06-07')).toBe('CODE_CANCELLED')
    expect(await desk.issue([MAY], '2026-06-07')).toBe('ok')
  })

  it('[P-1] an officer without the receivables role issues no code', async () => {
    const desk = await deskWithBills()
    const args = {
      codeId: crypto.randomUUID(),
      code: '151600001001',
      leaseId: desk.leaseId,
      billIds: [(await desk.bill(MAY)).id],
      expected: { principal: 0, fine: 0, amount: 0, validUntil: '2026-06-15' },
    }
    expect(await desk.do('code.issue', args, '2026-06-05', ['AR', 'PAD', 'KAKACAB'])).toBe(
      'FORBIDDEN',
    )
  })
})
