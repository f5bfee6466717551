import { describe, expect, it } from 'vitest'
import { billIdOf, BillPage } from '#shared/model/bill'
import { employerProfile, workerEntry } from '../../support/samples'
import { Desk } from './desk'

const MAY = '2026-05'

describe('bills', () => {
  it('[B-13] one bill per employer and month; what was shown must still be right', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02')
    const wrong = { workerCount: 2, total: 1, effectiveDueDate: '2026-06-15' }
    const args = { employerId: desk.employerId, period: MAY, expected: wrong }
    expect(await desk.do('bill.finalise', args, '2026-06-01')).toBe('AMOUNT_CHANGED')
    expect(await desk.finalise(MAY, '2026-06-01')).toBe('ok')
    expect(await desk.finalise(MAY, '2026-06-01')).toBe('BILL_EXISTS')
  })

  it('[B-14] the lines frozen in pages of 200 add up to the bill', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02', 243)
    await desk.finalise(MAY, '2026-06-01')
    const bill = await desk.bill(MAY)
    const pages = (await desk.rows.list('billPage', 'billId', [bill.id])).map((row) =>
      BillPage.parse(row),
    )
    expect(pages.map(({ lines }) => lines.length)).toEqual([200, 43])
    const sum = pages.flatMap(({ lines }) => lines).reduce((total, line) => total + line.total, 0)
    expect(sum).toBe(bill.total)
  })

  it('[B-14] workers who start later are not billed; later wages change nothing', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02', 1)
    const late = workerEntry(99, {}, { startDate: '2026-06-01' })
    await desk.must(
      'worker.register',
      { employerId: desk.employerId, entry: { ...late } },
      '2026-05-20',
    )
    await desk.finalise(MAY, '2026-06-01')
    expect((await desk.bill(MAY)).workerCount).toBe(1)
  })

  it('[B-15] months before the start or too far ahead are refused', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02')
    const expected = { workerCount: 1, total: 1, effectiveDueDate: '2026-01-15' }
    const early = { employerId: desk.employerId, period: '2025-12', expected }
    expect(await desk.do('bill.finalise', early, '2026-06-01')).toBe('PERIOD_BEFORE_START')
    expect(await desk.finalise('2026-08', '2026-06-01')).toBe('PERIOD_IN_FUTURE')
    expect(await desk.finalise('2026-07', '2026-06-01')).toBe('ok')
  })

  it('[B-16] a cancelled bill leaves its trace and makes room for the next', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02')
    await desk.finalise(MAY, '2026-06-01')
    const billId = billIdOf(desk.employerId, MAY)
    const cancel = { billId, reason: 'upah salah' }
    await desk.issue([MAY], '2026-06-01')
    expect(await desk.do('bill.cancel', cancel, '2026-06-02')).toBe('HAS_LIVE_CODE')
    expect(await desk.do('bill.cancel', cancel, '2026-06-16')).toBe('ok')
    expect(await desk.finalise(MAY, '2026-06-16')).toBe('ok')
    expect((await desk.get('bill', billId)).status).toBe('CANCELLED')
    expect((await desk.get('bill', `${billId}:2`)).status).toBe('FINALIZED')
  })
})

describe('letters', () => {
  it('[L-17] every print is counted; after payment it is refused with the date', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02')
    await desk.finalise(MAY, '2026-06-01')
    const codeId = crypto.randomUUID()
    await desk.issue([MAY], '2026-06-01', codeId)
    const { principal, fine, amount: total } = await desk.get('paymentCode', codeId)
    const letterId = crypto.randomUUID()
    const letter = {
      letterId,
      kind: 'STATEMENT',
      paymentCodeId: codeId,
      asOf: '2026-06-01',
      expected: { principal, fine, total },
    }
    const other = { ...letter, expected: { principal, fine, total: total + 1 } }
    expect(await desk.do('letter.create', other, '2026-06-01')).toBe('AMOUNT_CHANGED')
    await desk.must('letter.create', letter, '2026-06-01')
    await desk.must('letter.recordPrint', { letterId }, '2026-06-01')
    await desk.must('letter.recordPrint', { letterId }, '2026-06-02')
    expect((await desk.get('letter', letterId)).prints).toHaveLength(2)
    expect(await desk.do('letter.recordPrint', { letterId }, '2026-06-16')).toBe('CODE_EXPIRED')
    await desk.pay(codeId, '2026-06-10')
    expect(await desk.do('letter.recordPrint', { letterId }, '2026-06-11')).toBe('LETTER_PAID')
    const second = { ...letter, letterId: crypto.randomUUID() }
    expect(await desk.do('letter.create', second, '2026-06-11')).toBe('LETTER_PAID')
  })
})

describe('workers', () => {
  it('[R-7] one NIK is one person; the same person may join another employer', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02', 1)
    const { employerId } = desk
    const same = workerEntry(1)
    const register = (entry: object) =>
      desk.do('worker.register', { employerId, entry: { ...entry } }, '2026-05-03')
    expect(await register(same)).toBe('ALREADY_MEMBER')
    expect(await register(workerEntry(1, { fullName: 'Nama Lain' }))).toBe('NIK_TAKEN')
    const other = crypto.randomUUID()
    const profile = employerProfile({ npwp: '0999999999699000' })
    await desk.must(
      'employer.register',
      { employerId: other, profile, acceptedFindings: [] },
      '2026-05-03',
    )
    const again = workerEntry(1)
    await desk.must('worker.register', { employerId: other, entry: { ...again } }, '2026-05-03')
    const [membership] = await desk.rows.list('membership', 'employerId', [other])
    expect(membership).not.toMatchObject({ participantId: again.participantId })
    expect(await desk.rows.list('participant', 'nik', [again.person.nik])).toHaveLength(1)
  })

  it('[R-8] a piece of a list goes in whole or names every row at fault', async () => {
    const desk = new Desk()
    await desk.open('2026-05-02', 2)
    const entries = [
      { ...workerEntry(10), rowNumber: 2 },
      { ...workerEntry(1), rowNumber: 3 },
      { ...workerEntry(2, { birthDate: '1991-02-03' }), rowNumber: 4 },
    ]
    const args = {
      employerId: desk.employerId,
      importId: crypto.randomUUID(),
      fileName: 'daftar.xlsx',
      entries,
    }
    expect(await desk.do('worker.import', args, '2026-05-03')).toBe('ROWS_REFUSED')
    expect((await desk.get('employer', desk.employerId)).workerCount).toBe(2)
    const rest = { ...args, entries: entries.slice(0, 1) }
    expect(await desk.do('worker.import', rest, '2026-05-03')).toBe('ok')
    expect((await desk.get('employer', desk.employerId)).workerCount).toBe(3)
  })
})
