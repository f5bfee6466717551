import { registry } from '#shared/commands/registry'
import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { basisOf, positionOf } from '#shared/commands/bpu/position'
import { projectBillOf } from '#shared/commands/projects/projectBill'
import { assessBasis } from '#shared/commands/bills/assessBasis'
import { quoteCode } from '#shared/commands/codes/quote'
import { valueOf } from '#shared/commands/records/patchRecord'
import { addDays } from '#shared/domain/calendar/localDate'
import { dueDates } from '#shared/domain/billing/dueDate'
import { composePaymentCode, segmentDigits } from '#shared/domain/codes/paymentCode'
import { entities, type EntityName, type RowOf } from '#shared/model/entities'
import { rateTables } from '#shared/reference/tables'
import { assertInvariant } from '#shared/sync/invariant'
import type { MemoryRows } from '../support/memoryRows'
import { bpuEntry, projectProfile } from '../support/samples'
import { counterEntity, raiseCounter } from './counter'
import { counterIdOf, HOME, type Intent, type IntentQuestion, type Scenario } from './scenario'

/** Fictional numbers, few enough to collide. District 351699 does not exist. */
const NIKS = ['3516990101900001', '3516990101900002', '3516990101900003', '3516990101900004']
const NAMES = ['Contoh Satu', 'Contoh Dua']
const NPWPS = ['0000000000000011', '0000000000000022', '0000000000000033']
const PERIODS = ['2026-01', '2026-02', '2026-03']
const WAGES = [4_900_000, 5_250_000, 12_000_000]
const LEASE_SIZE = 8
const PHONES = ['+62321000001', '+62321000002', '+6281200000003']
const EMAILS = ['satu@contoh.example', 'dua@contoh.example']

type Maker = (question: IntentQuestion) => Intent | undefined

const makers: readonly { weight: number; value: Maker }[] = [
  {
    weight: 3,
    value: ({ client }) => ({ name: 'counter.raise', args: { id: counterIdOf(client) } }),
  },
  { weight: 2, value: registerEmployer },
  { weight: 3, value: registerWorker },
  { weight: 2, value: importWorkers },
  { weight: 6, value: finaliseBill },
  { weight: 1, value: registerBpu },
  { weight: 2, value: finaliseBpu },
  { weight: 1, value: registerProject },
  { weight: 1, value: finaliseProject },
  { weight: 1, value: cancelBill },
  { weight: 10, value: issueCode },
  { weight: 1, value: cancelCode },
  { weight: 7, value: handleRight },
  { weight: 3, value: createLetter },
  { weight: 4, value: recordPrint },
  { weight: 1, value: proposeRates },
  { weight: 1, value: approveRates },
  { weight: 1, value: rejectRates },
  { weight: 2, value: settleRefusal },
  { weight: 1, value: noteRefusal },
  { weight: 3, value: patchRecord },
  { weight: 1, value: addContact },
  { weight: 1, value: removeContact },
  { weight: 2, value: attachDocument },
  { weight: 1, value: removeDocument },
]

/** The product's own commands with few people, employers and months. */
export const realScenario: Scenario = {
  name: 'real',
  schema: { ...entities, counter: counterEntity },
  registry: new Map([...registry, [raiseCounter.name, raiseCounter]]),
  roles: ['AR', 'PAD', 'PIUTANG', 'KABID'],
  minutesPerStep: 180,
  mayCrash: [],
  seed: [],
  opening: (newId) => {
    const employerId = newId()
    return [
      { name: 'employer.register', args: employerArgs(employerId, NPWPS[0] ?? '') },
      {
        name: 'worker.register',
        args: { employerId, entry: entry(newId, NIKS[0] ?? '', NAMES[0] ?? '', 5_250_000) },
      },
      ...[0, 1, 2, 3].map((client) =>
        leaseIntent(newId(), `device-${client}`, client * LEASE_SIZE),
      ),
    ]
  },
  intend: (question) => question.random.weighted(makers)(question),
  intendServer: (question) =>
    question.random.weighted<Maker>([
      { weight: 5, value: recordPayment },
      { weight: 2, value: grantLease },
      { weight: 1, value: markStored },
      // Somebody whose work is not delayed: rights are short.
      { weight: 0.5, value: handleRight },
    ])(question),
  check: checkBusinessRules,
}

function rowsOf<E extends EntityName>(rows: MemoryRows, entity: E): RowOf<E>[] {
  return rows
    .all()
    .filter((item) => item.entity === entity)
    .map((item) => item.row as RowOf<E>)
}

function employerArgs(employerId: string, npwp: string): Intent['args'] {
  return {
    employerId,
    acceptedFindings: [],
    profile: {
      legalName: 'PT Contoh Fiktif',
      legalForm: 'PT',
      npwp,
      division: '000',
      businessTypeId: 'contoh',
      riskLevel: 2,
      size: 'SMALL',
      sizeBasis: 'CAPITAL',
      sizeAmount: 60_000_000,
      programmes: ['JKK', 'JKM', 'JHT', 'JP'],
      startPeriod: '2026-01',
      address: 'Jalan Contoh 1',
      regency: 'Contoh',
      postcode: '61300',
      phone: '0321000000',
      email: 'kantor@example.com',
      ownerName: 'Pemilik Contoh',
      ownerNik: NIKS[0] ?? '',
      ownerPosition: 'Direktur',
      picName: 'Narahubung Contoh',
      picPosition: 'Staf',
      picPhone: '0321000001',
      picEmail: 'staf@example.com',
      picConsent: true,
      workerCountDeclared: 2,
      wageTotalDeclared: 10_000_000,
    },
  }
}

function entry(newId: () => string, nik: string, fullName: string, wage: number) {
  return {
    participantId: newId(),
    membershipId: newId(),
    acceptedFindings: [],
    person: {
      nik,
      fullName,
      birthPlace: 'Contoh',
      birthDate: '1990-01-01',
      sex: 'M',
      married: false,
      motherName: 'Ibu Contoh',
      nationality: 'WNI',
      address: 'Jalan Contoh 2',
    },
    terms: { employmentStatus: 'PKWTT', startDate: '2026-01-05', wage },
  }
}

function leaseIntent(leaseId: string, deviceId: string, from: number): Intent {
  const args = { leaseId, deviceId, kind: 'PAYMENT_CODE', from, to: from + LEASE_SIZE - 1 }
  return { name: 'numberLease.grant', args }
}

function registerEmployer({ random, newId }: IntentQuestion): Intent {
  return { name: 'employer.register', args: employerArgs(newId(), random.pick(NPWPS)) }
}

function newWorker({ random, newId }: IntentQuestion) {
  return entry(newId, random.pick(NIKS), random.pick(NAMES), random.pick(WAGES))
}

function registerWorker(question: IntentQuestion): Intent | undefined {
  const employer = question.random.find(rowsOf(question.rows, 'employer'))
  if (!employer) return undefined
  return { name: 'worker.register', args: { employerId: employer.id, entry: newWorker(question) } }
}

function importWorkers(question: IntentQuestion): Intent | undefined {
  const employer = question.random.find(rowsOf(question.rows, 'employer'))
  if (!employer) return undefined
  const entries = [2, 3].map((rowNumber) => ({ ...newWorker(question), rowNumber }))
  const args = {
    employerId: employer.id,
    importId: question.newId(),
    fileName: 'contoh.xlsx',
    entries,
  }
  return { name: 'worker.import', args }
}

function finaliseBill({ random, rows }: IntentQuestion): Intent | undefined {
  const employer = random.find(rowsOf(rows, 'employer'))
  if (!employer) return undefined
  const period = random.pick(PERIODS)
  const memberships = rowsOf(rows, 'membership').filter((row) => row.employerId === employer.id)
  const workers = billedWorkers(
    memberships.sort((a, b) => (a.id < b.id ? -1 : 1)),
    period,
  )
  if (workers.length === 0) return undefined
  const { total } = assessEmployer(rateTables, employer, workers, period)
  const { effectiveDueDate } = dueDates(rateTables, { segment: 'PU', period })
  const expected = { workerCount: workers.length, total, effectiveDueDate }
  return { name: 'bill.finalise', args: { employerId: employer.id, period, expected } }
}

function registerBpu({ random, newId, today }: IntentQuestion): Intent {
  const { person, terms } = entry(newId, random.pick(NIKS), random.pick(NAMES), 5_000_000)
  const sample = bpuEntry(1, { startPeriod: today.slice(0, 7), monthlyIncome: terms.wage })
  return {
    name: 'bpu.register',
    args: { entry: { ...sample, memberId: newId(), participantId: newId(), person } },
  }
}

function finaliseBpu({ random, rows, today }: IntentQuestion): Intent | undefined {
  const member = random.find(rowsOf(rows, 'bpuMember'))
  if (!member) return undefined
  const bills = rowsOf(rows, 'bill').filter(({ employerId }) => employerId === member.id)
  const { firstOpen, ended } = positionOf(rateTables, member, bills, today)
  const { total } = assessBasis(rateTables, basisOf(member), firstOpen)
  const args = { memberId: member.id, firstPeriod: firstOpen, months: 1, returning: ended }
  return { name: 'bpu.finalise', args: { ...args, expected: { total } } }
}

function registerProject({ random, newId }: IntentQuestion): Intent {
  const profile = projectProfile({ contractorNpwp: random.pick(NPWPS) })
  return { name: 'project.register', args: { projectId: newId(), profile, acceptedFindings: [] } }
}

function finaliseProject({ random, rows }: IntentQuestion): Intent | undefined {
  const project = random.find(rowsOf(rows, 'project'))
  if (!project) return undefined
  const part = { termNo: random.int(1, project.terms.length) }
  const { assessment, due } = projectBillOf(rateTables, project, part)
  const expected = { total: assessment.total, effectiveDueDate: due.effectiveDueDate }
  return { name: 'project.finalise', args: { projectId: project.id, part, expected } }
}

function cancelBill({ random, rows }: IntentQuestion): Intent | undefined {
  const bill = random.find(rowsOf(rows, 'bill'))
  return bill && { name: 'bill.cancel', args: { billId: bill.id, reason: 'salah bulan' } }
}

function issueCode({ random, rows, client, newId, today }: IntentQuestion): Intent | undefined {
  const open = rowsOf(rows, 'bill')
    .filter(({ status }) => status === 'FINALIZED' || status === 'CODE_ISSUED')
    .sort((a, b) => (a.period < b.period ? -1 : 1))
  const first = random.find(open)
  const lease = rowsOf(rows, 'numberLease').find(
    (row) => row.deviceId === `device-${client}` && row.next <= row.to,
  )
  if (!first || !lease) return undefined
  const mine = open.filter(({ employerId }) => employerId === first.employerId)
  const bills = mine.slice(0, random.int(1, mine.length))
  const { principal, fine, amount, validUntil } = quoteCode(rateTables, bills, today)
  const code = composePaymentCode({
    segmentDigit: segmentDigits[first.segment],
    branch: HOME,
    serial: String(lease.next).padStart(7, '0'),
  })
  return {
    name: 'code.issue',
    args: {
      codeId: newId(),
      code,
      leaseId: lease.id,
      billIds: bills.map(({ id }) => id),
      expected: { principal, fine, amount, validUntil },
    },
  }
}

function cancelCode({ random, rows }: IntentQuestion): Intent | undefined {
  const code = random.find(rowsOf(rows, 'paymentCode'))
  return code && { name: 'code.cancel', args: { codeId: code.id, reason: 'salah cetak' } }
}

/** Gives back what this device holds, asks for what another holds, or takes what nobody has. */
function handleRight({ random, rows, client, newId, today }: IntentQuestion): Intent | undefined {
  const right = random.find(
    rowsOf(rows, 'reservation').filter(
      ({ status, until }) => status === 'ACTIVE' && until >= today,
    ),
  )
  if (right && random.chance(0.7)) {
    const isMine = right.deviceId === `device-${client}`
    const name = isMine ? 'reservation.release' : 'reservation.ask'
    return { name, args: { reservationId: right.id } }
  }
  const employer = random.find(rowsOf(rows, 'employer'))
  if (!employer) return undefined
  const args = { reservationId: newId(), employerId: employer.id, until: addDays(today, 3) }
  return { name: 'reservation.take', args }
}

function createLetter({ random, rows, newId, today }: IntentQuestion): Intent | undefined {
  const code = random.find(rowsOf(rows, 'paymentCode'))
  if (!code) return undefined
  const expected = { principal: code.principal, fine: code.fine, total: code.amount }
  const args = {
    letterId: newId(),
    kind: 'STATEMENT',
    paymentCodeId: code.id,
    asOf: today,
    expected,
  }
  return { name: 'letter.create', args }
}

function recordPrint({ random, rows }: IntentQuestion): Intent | undefined {
  const letter = random.find(rowsOf(rows, 'letter'))
  return letter && { name: 'letter.recordPrint', args: { letterId: letter.id } }
}

/** A ceiling for a month that nothing here bills, so that no expected amount moves. */
function proposeRates({ random, newId }: IntentQuestion): Intent {
  const ceiling = random.pick([11_500_000, 11_600_000])
  const addition = {
    id: `CONTOH-${ceiling}`,
    title: 'Batas upah rekaan',
    source: 'Surat rekaan',
    closes: [{ id: 'JP-CEILING-2026-03', effectiveTo: '2027-02' }],
    adds: {
      'pu.jpCeilings': [
        {
          id: `CONTOH-JP-${ceiling}`,
          effectiveFrom: '2027-03',
          effectiveTo: null,
          ceiling,
          gdpGrowthPercentUsed: null,
          source: 'Surat rekaan',
          confidence: 'fictional',
        },
      ],
    },
  }
  return { name: 'rates.propose', args: { releaseId: newId(), addition } }
}

function approveRates({ random, rows }: IntentQuestion): Intent | undefined {
  const release = random.find(rowsOf(rows, 'rateRelease'))
  return release && { name: 'rates.approve', args: { releaseId: release.id } }
}

function rejectRates({ random, rows }: IntentQuestion): Intent | undefined {
  const release = random.find(rowsOf(rows, 'rateRelease'))
  const reason = 'belum berlaku'
  return release && { name: 'rates.reject', args: { releaseId: release.id, reason } }
}

function settleRefusal({ random, rows }: IntentQuestion): Intent | undefined {
  const refusal = random.find(rowsOf(rows, 'refusal'))
  if (!refusal) return undefined
  const state = refusal.state === 'open' ? 'dismissed' : 'open'
  const args = { refusalId: refusal.id, state, reason: 'sudah didaftarkan rekan' }
  return { name: 'refusal.settle', args }
}

function noteRefusal({ random, rows }: IntentQuestion): Intent | undefined {
  const refusal = random.find(rowsOf(rows, 'refusal'))
  const text = 'hubungi perusahaan dahulu'
  return refusal && { name: 'refusal.note', args: { refusalId: refusal.id, text } }
}

/** Few values, so that two devices often change the same field, each from what it sees. */
function patchRecord({ random, rows }: IntentQuestion): Intent | undefined {
  const target = random.find([
    ...rowsOf(rows, 'employer').map((row) => ({ entity: 'employer', field: 'phone', row })),
    ...rowsOf(rows, 'employer').map((row) => ({ entity: 'employer', field: 'picEmail', row })),
    ...rowsOf(rows, 'employerContact').map((row) => ({
      entity: 'employerContact',
      field: 'phone',
      row,
    })),
  ])
  if (!target) return undefined
  const { entity, field, row } = target
  const to = field === 'phone' ? random.pick(PHONES) : random.pick(EMAILS)
  const from = valueOf(row, field)
  return { name: 'record.patch', args: { entity, id: row.id, set: { [field]: { from, to } } } }
}

function addContact({ random, rows, newId }: IntentQuestion): Intent | undefined {
  const employer = random.find(rowsOf(rows, 'employer'))
  if (!employer) return undefined
  const contact = { name: 'Sekar Contoh', phone: random.pick(PHONES) }
  return { name: 'contact.add', args: { contactId: newId(), employerId: employer.id, contact } }
}

function removeContact({ random, rows }: IntentQuestion): Intent | undefined {
  const contact = random.find(rowsOf(rows, 'employerContact'))
  return contact && { name: 'contact.remove', args: { contactId: contact.id } }
}

/** Few files, so that two devices attach the same one. */
function attachDocument({ random, rows, newId }: IntentQuestion): Intent | undefined {
  const ownerType = random.pick(['employer', 'participant'] as const)
  const owner = random.find(rowsOf(rows, ownerType))
  if (!owner) return undefined
  const args = {
    documentId: newId(),
    ownerType,
    ownerId: owner.id,
    kind: random.pick(['KTP', 'OTHER'] as const),
    sha256: random.pick(['a', 'b', 'c']).repeat(64),
    size: 1000,
    mime: 'image/jpeg',
    name: 'contoh.jpg',
  }
  return { name: 'document.attach', args }
}

function removeDocument({ random, rows }: IntentQuestion): Intent | undefined {
  const document = random.find(rowsOf(rows, 'document'))
  const reason = 'salah berkas'
  return document && { name: 'document.remove', args: { documentId: document.id, reason } }
}

function markStored({ random, rows, today }: IntentQuestion): Intent | undefined {
  const document = random.find(rowsOf(rows, 'document'))
  const storedAt = `${today}T02:00:00Z`
  return document && { name: 'document.markStored', args: { documentId: document.id, storedAt } }
}

function recordPayment({ random, rows, newId, today }: IntentQuestion): Intent | undefined {
  const code = random.find(rowsOf(rows, 'paymentCode'))
  if (!code) return undefined
  return {
    name: 'payment.record',
    args: {
      paymentId: newId(),
      code: code.code,
      amount: code.amount,
      valueDate: today,
      channel: 'bank contoh',
      bankReference: code.code,
    },
  }
}

function grantLease({ random, rows, newId }: IntentQuestion): Intent {
  const taken = rowsOf(rows, 'numberLease').length
  return leaseIntent(newId(), `device-${random.int(0, 3)}`, taken * LEASE_SIZE)
}

function checkBusinessRules(rows: MemoryRows): void {
  const bills = rowsOf(rows, 'bill')
  const codes = rowsOf(rows, 'paymentCode')
  const payments = rowsOf(rows, 'payment')
  const liveCodesOf = (billId: string) =>
    codes.filter(({ status, billIds }) => status === 'ACTIVE' && billIds.includes(billId))
  const paidCodesOf = (billId: string) =>
    codes.filter(({ status, billIds }) => status === 'PAID' && billIds.includes(billId))
  for (const bill of bills) {
    const live = liveCodesOf(bill.id).length
    assertInvariant(
      live === (bill.status === 'CODE_ISSUED' ? 1 : 0),
      `${live} live codes on ${bill.status}`,
    )
    const paid = paidCodesOf(bill.id).length
    assertInvariant(
      paid === (bill.status === 'PAID' ? 1 : 0),
      `${paid} paid codes on ${bill.status}`,
    )
  }
  for (const code of codes) {
    const count = payments.filter(({ paymentCodeId }) => paymentCodeId === code.id).length
    assertInvariant(
      count === (code.status === 'PAID' ? 1 : 0),
      `${count} payments of a ${code.status} code`,
    )
    assertInvariant(
      (code.status === 'ACTIVE') === Boolean(code.liveBillIds),
      'liveBillIds out of step',
    )
  }
  const months = bills
    .filter(({ status }) => status !== 'CANCELLED')
    .map((bill) => bill.liveKey ?? bill.id)
  assertInvariant(new Set(months).size === months.length, 'two bills for one month')
  const files = rowsOf(rows, 'document').flatMap(({ liveKey }) => liveKey ?? [])
  assertInvariant(new Set(files).size === files.length, 'one file twice with one owner')
  const members = rowsOf(rows, 'membership')
  for (const employer of rowsOf(rows, 'employer')) {
    const count = members.filter(
      (row) => row.employerId === employer.id && row.status === 'ACTIVE',
    ).length
    assertInvariant(
      count === employer.workerCount,
      `${employer.workerCount} workers counted, ${count} are`,
    )
  }
}
