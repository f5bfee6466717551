import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { positionOf } from '#shared/commands/bpu/position'
import { Bill } from '#shared/model/bill'
import type { EntityRow } from '#shared/model/entity'
import { entities } from '#shared/model/entities'
import { validateNik } from '#shared/domain/identity/nik'
import { validateNpwp } from '#shared/domain/identity/npwp'
import type { PaymentCode } from '#shared/model/paymentCode'
import { rateTables } from '#shared/reference/tables'
import { seedPracticeBranch } from '../../server/practice/seed'
import { buildPracticeRows } from '../../server/practice/build'
import { findProblems } from '../../server/checks/findProblems'
import { TestDevice } from '../support/device'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let device: TestDevice
const rows = new Map<string, EntityRow[]>()

interface Info {
  practice: boolean
  users: { username: string; password: string; name: string; roles: string[]; role: string }[]
}

beforeAll(async () => {
  server = await startTestServer({ mode: 'practice', seed: true })
  device = new TestDevice(server.url)
  const { body } = await device.get<Info>('/practice/info')
  await device.signIn(body.users.find(({ username }) => username === 'piutang')!)
  await refreshRows()
})
afterAll(() => server.close())

async function refreshRows(): Promise<void> {
  const watcher = new TestDevice(server.url)
  const { body } = await watcher.get<Info>('/practice/info')
  await watcher.signIn(body.users[0]!)
  rows.clear()
  for (const { patch } of await watcher.pull()) {
    for (const entry of patch) {
      if (entry.op === 'put') rows.set(entry.entity, [...(rows.get(entry.entity) ?? []), entry.row])
    }
  }
}

const bills = () => rows.get('bill')!.map((row) => Bill.parse(row))
const employerBills = () => bills().filter(({ segment }) => segment === 'PU')
const codes = () =>
  rows.get('paymentCode')!.map((row) => entities.paymentCode.schema.parse(row)) as PaymentCode[]

describe('the practice branch', () => {
  it('[O-101] is big enough to practise on, and every row keeps its schema', () => {
    expect(rows.get('employer')).toHaveLength(40)
    expect(rows.get('participant')!.length).toBeGreaterThan(1100)
    expect(rows.get('participant')!.length).toBeLessThan(1300)
    expect(rows.get('bpuMember')).toHaveLength(12)
    expect(rows.get('project')).toHaveLength(4)
    expect(rows.get('participant')).toHaveLength(rows.get('membership')!.length + 12)
    expect(employerBills()).toHaveLength(240)
    expect(rows.get('officer')).toHaveLength(6)
    for (const [entity, ofEntity] of rows) {
      const { schema } = entities[entity as keyof typeof entities]
      for (const row of ofEntity) expect(schema.parse(row), entity).toEqual(row)
    }
  })

  it('[O-102] has bills paid in time, paid late, unpaid and overdue, and living codes', () => {
    const paid = employerBills().filter(({ status }) => status === 'PAID')
    expect(paid.filter((bill) => bill.settledOn! <= bill.effectiveDueDate).length).toBeGreaterThan(
      50,
    )
    const late = paid.filter((bill) => bill.settledOn! > bill.effectiveDueDate)
    expect(late.length).toBeGreaterThan(10)
    expect(late.every(({ finePaid }) => finePaid > 0)).toBe(true)
    const unpaid = employerBills().filter(({ status }) => status !== 'PAID')
    expect(unpaid.filter((bill) => bill.effectiveDueDate < '2026-11-10').length).toBeGreaterThan(10)
    const live = codes().filter(
      (code) => code.status === 'ACTIVE' && code.validUntil >= '2026-11-10',
    )
    expect(live.length).toBeGreaterThan(4)
    const ofEmployers = rows
      .get('payment')!
      .filter((row) => 'code' in row && String(row.code).startsWith('1'))
    expect(ofEmployers).toHaveLength(paid.length)
  })

  it('[B-77] has self-employed members who pay, pay ahead, owe and have ended, and projects in terms and by wages', () => {
    const statesOf = (id: string) =>
      bills()
        .filter(({ employerId }) => employerId === id)
        .sort((a, b) => (a.period < b.period ? -1 : 1))
        .map(({ status }) => status)
    const standing = rows.get('bpuMember')!.map((row) => {
      const member = entities.bpuMember.schema.parse(row)
      const { ended, unpaid, firstOpen } = positionOf(
        rateTables,
        member,
        bills().filter(({ employerId }) => employerId === member.id),
        '2026-11-10',
      )
      return { ended, unpaid: unpaid.length, ahead: firstOpen > '2026-12' }
    })
    expect(standing.filter(({ ended }) => ended)).toHaveLength(1)
    expect(standing.filter(({ ended, unpaid }) => !ended && unpaid === 2)).toHaveLength(2)
    expect(standing.filter(({ ahead }) => ahead)).toHaveLength(2)
    expect(standing.filter(({ unpaid }) => unpaid === 0)).toHaveLength(9)
    const projects = rows.get('project')!.map((row) => entities.project.schema.parse(row))
    expect(projects.map(({ method, terms }) => [method, terms.length]).sort()).toEqual([
      ['CONTRACT', 1],
      ['CONTRACT', 2],
      ['CONTRACT', 3],
      ['WAGE', 0],
    ])
    const states = projects.map(({ id }) => statesOf(id).join(' ')).sort()
    expect(states).toEqual(['CODE_ISSUED', 'PAID', 'PAID FINALIZED', 'PAID PAID FINALIZED'])
    const digits = new Set(codes().map(({ code }) => code[0]))
    expect([...digits].sort()).toEqual(['1', '2', '3'])
  })

  it('[O-103] is plainly invented, and its numbers still pass the checks', () => {
    expect(rows.get('branch')).toMatchObject([
      { name: 'Kantor Cabang Contoh (Latihan)', practice: true },
    ])
    for (const row of rows.get('participant')!) {
      const person = entities.participant.schema.parse(row)
      const { nik, birthDate, sex, mobile } = person
      expect(nik).toMatch(/^351699/)
      expect(validateNik(nik, { birthDate, sex }).findings).toEqual([])
      expect(mobile).toMatch(/^\+628120000\d{4}$/)
    }
    for (const row of rows.get('employer')!) {
      const employer = entities.employer.schema.parse(row)
      expect(validateNpwp(employer.npwp!, { organisation: true }).findings).toEqual([])
      expect(employer.workerCount).toBeGreaterThanOrEqual(5)
      expect(employer.workerCount).toBeLessThanOrEqual(120)
    }
  })

  it('[O-104] settles months oldest first: no paid month behind an unpaid one', () => {
    const byEmployer = new Map<string, Bill[]>()
    for (const bill of bills()) {
      byEmployer.set(bill.employerId, [...(byEmployer.get(bill.employerId) ?? []), bill])
    }
    for (const ofEmployer of byEmployer.values()) {
      const paid = ofEmployer
        .sort((a, b) => (a.period < b.period ? -1 : 1))
        .map(({ status }) => status === 'PAID')
      expect(paid).toEqual([...paid].sort((a, b) => Number(b) - Number(a)))
    }
  })

  it('[O-105] the same day gives the same branch, whatever the day of the month', async () => {
    const first = await buildPracticeRows('2026-11-10')
    const again = await buildPracticeRows('2026-11-10')
    expect(again).toEqual(first)
    for (const day of ['2026-03-01', '2026-12-31', '2027-02-28', '2026-11-16', '2026-11-23']) {
      const { writes } = await buildPracticeRows(day)
      const live = writes.filter(
        ({ row }) =>
          row && 'validUntil' in row && 'liveBillIds' in row && String(row.validUntil) >= day,
      )
      expect(live.length, day).toBeGreaterThan(4)
      const text = JSON.stringify(writes)
      const instants = text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)!
      expect(
        instants.every((instant) => instant <= `${day}T00:00:00.000Z`),
        day,
      ).toBe(true)
    }
  })

  it('[O-106] is made once only, and its change index is whole', async () => {
    expect(await seedPracticeBranch(server.database, server.clock.now)).toBe(false)
    expect(await findProblems(server.database)).toEqual([])
  })

  it('[O-107] its codes come from a block that nobody else gets', async () => {
    const { body } = await device.post<{ lease: { from: number } }>('/leases', {
      kind: 'PAYMENT_CODE',
    })
    const serials = codes().map(({ code }) => Number(code.slice(4, 11)))
    expect(serials.some((s) => s >= body.lease.from && s < body.lease.from + 500)).toBe(false)
  })

  it('[O-108] all six people can sign in, and one of them may issue codes in the field', async () => {
    const { body } = await device.get<Info>('/practice/info')
    expect(body.users.map(({ username }) => username)).toEqual([
      'kakacab',
      'kabid',
      'ar',
      'pad',
      'piutang',
      'admin',
    ])
    expect(body.users[2]!.roles).toEqual(['AR', 'PIUTANG'])
    for (const user of body.users) {
      const { body: answer } = await new TestDevice(server.url).signIn(user)
      expect(answer['branch']).toMatchObject({ id: '516', practice: true })
    }
  })
})

describe('the practice bank', () => {
  const live = () =>
    codes().filter((code) => code.status === 'ACTIVE' && code.validUntil >= '2026-11-10')

  it('[O-109] says on every page that it is no bank, and has no script', async () => {
    const page = await fetch(`${server.url}/practice/bank`)
    const text = await page.text()
    expect(text).toContain('BANK LATIHAN — bukan bank sungguhan')
    expect(text).not.toContain('<script')
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).not.toContain('unsafe-inline')
    expect(policy).not.toContain('script-src')
  })

  it('[O-110] shows the amount of a typed code, then takes the money through the form', async () => {
    const [code] = live()
    const spaced = code!.code.replace(/(\d{4})(?=\d)/g, '$1 ')
    const shown = await fetch(`${server.url}/practice/bank?code=${encodeURIComponent(spaced)}`)
    expect(await shown.text()).toContain(
      `Rp${String(code!.amount).replace(/\B(?=(\d{3})+$)/g, '.')}`,
    )
    const form = { code: code!.code, amount: String(code!.amount), valueDate: '2026-11-10' }
    const paid = await submit(form)
    expect(paid.status).toBe(200)
    expect(await paid.text()).toContain('Pembayaran latihan diterima')
    const again = await submit(form)
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('sudah lunas pada tanggal 10 November 2026')
    await refreshRows()
    const after = codes().find(({ id }) => id === code!.id)!
    expect(after).toMatchObject({ status: 'PAID', paidOn: '2026-11-10' })
    expect(after.liveBillIds).toBeUndefined()
    const bill = bills().find(({ id }) => id === code!.billIds[0])!
    expect(bill).toMatchObject({ status: 'PAID', settledOn: '2026-11-10' })
    expect(
      rows.get('payment')!.filter((row) => 'code' in row && row.code === code!.code),
    ).toHaveLength(1)
  })

  it('[O-111] takes it once when two tellers press at the same moment', async () => {
    const [code] = live()
    const answers = await Promise.all(
      [1, 2, 3].map(() => device.post('/practice/bank/pay', { code: code!.code })),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409])
    const refused = answers.filter(({ status }) => status === 409)
    expect(refused.every(({ body }) => body['error'] === 'CODE_PAID')).toBe(true)
    await refreshRows()
    expect(
      rows.get('payment')!.filter((row) => 'code' in row && row.code === code!.code),
    ).toHaveLength(1)
  })

  it('[O-112] explains in plain words why it refuses, and then nothing has moved', async () => {
    const [code] = live()
    const before = await seq()
    const pay = (body: unknown) => device.post('/practice/bank/pay', body)
    const cases: [unknown, number, string, RegExp][] = [
      [{ code: code!.code, amount: code!.amount - 1 }, 409, 'WRONG_AMOUNT', /tepat Rp[\d.]+\./],
      [{ code: '151600001235' }, 404, 'CODE_NOT_FOUND', /tidak ditemukan/],
      [{ code: '199900001230' }, 404, 'CODE_NOT_FOUND', /tidak ditemukan/],
      [{ code: 'x' }, 404, 'CODE_NOT_FOUND', /tidak ditemukan/],
      [{ code: code!.code, amount: -5 }, 400, 'BAD_REQUEST', /Isian/],
      [{ code: code!.code, amount: '1e3' }, 400, 'BAD_REQUEST', /Isian/],
      [{ code: code!.code, valueDate: '2026-11-11' }, 409, 'BAD_ARGUMENTS', /masa depan/],
      [{ code: code!.code, valueDate: '10-11-2026' }, 400, 'BAD_REQUEST', /Isian/],
      [{}, 400, 'BAD_REQUEST', /Isian/],
    ]
    for (const [body, status, error, message] of cases) {
      const answer = await pay(body)
      expect([answer.status, answer.body]).toEqual([
        status,
        { error, message: expect.stringMatching(message) },
      ])
    }
    expect(await seq()).toBe(before)
    const expired = codes().find(
      ({ status, validUntil }) => status === 'ACTIVE' && validUntil < '2026-11-10',
    )
    expect((await pay({ code: expired!.code })).body).toMatchObject({ error: 'CODE_EXPIRED' })
  })

  it('[O-113] markup in a typed code is shown as text', async () => {
    const typed = '<img src=x onerror=1>"'
    const page = await fetch(`${server.url}/practice/bank?code=${encodeURIComponent(typed)}`)
    const text = await page.text()
    expect(page.status).toBe(404)
    expect(text).toContain('&lt;img src=x onerror=1&gt;&quot;')
    expect(text).not.toContain('<img')
  })

  it('[O-114] does not take a form from another site', async () => {
    const [code] = live()
    const foreign = await submit({ code: code!.code }, { origin: 'https://elsewhere.example' })
    expect(foreign.status).toBe(403)
  })

  async function seq(): Promise<number> {
    const state = await server.database.db
      .selectFrom('sync_partition')
      .select('seq')
      .where('id', '=', 'branch:516')
      .executeTakeFirstOrThrow()
    return state.seq
  }

  function submit(form: Record<string, string>, headers: Record<string, string> = {}) {
    return fetch(`${server.url}/practice/bank/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })
  }
})
