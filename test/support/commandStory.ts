import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { quoteCode } from '#shared/commands/codes/quote'
import type { Actor } from '#shared/commands/definition'
import type { JsonValue } from '#shared/commands/ruleCodes'
import type { RawReader } from '#shared/commands/tx'
import { refusalOf } from '#shared/commands/refusals/refusalOf'
import type { WorkerEntry } from '#shared/commands/workers/workerEntry'
import { dueDates } from '#shared/domain/billing/dueDate'
import { composePaymentCode } from '#shared/domain/codes/paymentCode'
import { Bill, billIdOf } from '#shared/model/bill'
import { Employer } from '#shared/model/employer'
import { entities } from '#shared/model/entities'
import { Membership } from '#shared/model/membership'
import { rateTables } from '#shared/reference/tables'
import type { Write } from '#shared/sync/bufferedTx'
import type { RunEnvironment } from '#shared/sync/runCommand'
import { bpuEntry, employerProfile, projectProfile, workerEntry } from './samples'

/** One step of the story: a command, or one that must be refused with a code. */
export interface StoryStep {
  readonly uid: string
  readonly name: string
  readonly version: number
  readonly args: JsonValue
  readonly occurredAt: string
  readonly actor: Actor
  readonly refused?: string
}

const person = (roles: Actor['roles']): Actor => ({ userId: 'u-1', name: 'Penguji', roles })
const field = person(['AR', 'PIUTANG'])
const administration = person(['PAD'])
const system = person(['SYSTEM'])
const chief: Actor = { userId: 'u-2', name: 'Kabid Penguji', roles: ['KABID'] }
const inJuly = '2026-07-01T02:00:00Z'

export const storyEnvironment: Omit<RunEnvironment, 'registry'> = {
  schema: entities,
  branchId: '516',
  deviceId: 'device-1',
  where: 'server',
}

const EMPLOYER = id(1)
const LEASE = id(2)
const FIRST_CODE = id(3)
const SECOND_CODE = id(4)
const LETTER = id(5)
const RIGHT = id(9)
const CONTACT = id(11)
const DOCUMENT = id(21)
const MEMBER = id(22)
const PROJECT = id(23)
const FIRST_RELEASE = id(400)
const SECOND_RELEASE = id(401)
const MAY = billIdOf(EMPLOYER, '2026-05')
const JUNE = billIdOf(EMPLOYER, '2026-06')

/** What the server wrote beside commands: the refusal of step 12. */
export const storyRows: readonly Write[] = [
  {
    entity: 'refusal',
    id: id(1012),
    row: refusalOf({
      branchId: '516',
      deviceId: 'device-1',
      command: { ...step(12, field, 'employer.register', {}), actorId: field.userId },
      outcome: { code: 'NPWP_TAKEN', detail: {} },
      actorName: field.name,
      now: inJuly,
    })!,
  },
]

/**
 * A small life of one employer that uses every command, with refusals in between. Each step is
 * made from what is stored before it (`reader`), as a screen would do.
 */
export const story: readonly ((reader: RawReader) => Promise<StoryStep>)[] = [
  async () =>
    step(10, system, 'numberLease.grant', {
      leaseId: LEASE,
      deviceId: 'device-1',
      kind: 'PAYMENT_CODE',
      from: 500,
      to: 999,
    }),
  async () => step(11, field, 'employer.register', registration(EMPLOYER)),
  async () => ({
    ...step(12, field, 'employer.register', registration(id(6))),
    refused: 'NPWP_TAKEN',
  }),
  async () => step(13, field, 'worker.register', { employerId: EMPLOYER, entry: fixedWorker(1) }),
  async () =>
    step(14, field, 'worker.import', {
      employerId: EMPLOYER,
      importId: id(7),
      fileName: 'daftar.xlsx',
      entries: [2, 3].map((n) => ({ ...fixedWorker(n), rowNumber: n })),
    }),
  async () => ({
    ...step(15, field, 'worker.import', {
      employerId: EMPLOYER,
      importId: id(8),
      fileName: 'daftar.xlsx',
      entries: [4, 1].map((n) => ({ ...fixedWorker(n), rowNumber: n })),
    }),
    refused: 'ROWS_REFUSED',
  }),
  (reader) => finalise(reader, 16, '2026-05'),
  (reader) => finalise(reader, 17, '2026-06'),
  async () => step(18, field, 'bill.cancel', { billId: JUNE, reason: 'salah bulan' }),
  (reader) => finalise(reader, 19, '2026-06'),
  (reader) => issue(reader, 20, FIRST_CODE, 500),
  async (reader) => ({ ...(await issue(reader, 21, SECOND_CODE, 501)), refused: 'HAS_LIVE_CODE' }),
  async (reader) => {
    const code = entities.paymentCode.schema.parse(await reader.get('paymentCode', FIRST_CODE))
    return step(22, field, 'letter.create', {
      letterId: LETTER,
      kind: 'STATEMENT',
      paymentCodeId: FIRST_CODE,
      asOf: '2026-07-01',
      expected: { principal: code.principal, fine: code.fine, total: code.amount },
    })
  },
  async () => step(23, field, 'letter.recordPrint', { letterId: LETTER }),
  async () => step(24, field, 'code.cancel', { codeId: FIRST_CODE, reason: 'diganti' }),
  (reader) => issue(reader, 25, SECOND_CODE, 501),
  (reader) => pay(reader, 26),
  async (reader) => ({ ...(await pay(reader, 27)), refused: 'CODE_PAID' }),
  async () =>
    step(35, field, 'reservation.take', {
      reservationId: RIGHT,
      employerId: EMPLOYER,
      until: '2026-07-02',
    }),
  async () => ({
    ...step(36, field, 'reservation.take', {
      reservationId: id(10),
      employerId: EMPLOYER,
      until: '2026-07-09',
    }),
    refused: 'RESERVATION_TOO_LONG',
  }),
  async () => ({
    ...step(37, field, 'reservation.ask', { reservationId: RIGHT }),
    refused: 'RESERVATION_HELD',
  }),
  async () => step(38, field, 'reservation.release', { reservationId: RIGHT }),
  async () =>
    step(50, administration, 'bpu.register', {
      entry: {
        ...bpuEntry(50, { startPeriod: '2026-07' }),
        memberId: MEMBER,
        participantId: id(24),
      },
    }),
  async () => ({
    ...step(51, administration, 'bpu.register', {
      entry: {
        ...bpuEntry(50, { startPeriod: '2026-07' }),
        memberId: id(25),
        participantId: id(26),
      },
    }),
    refused: 'ALREADY_BPU',
  }),
  async () =>
    step(52, administration, 'bpu.finalise', {
      memberId: MEMBER,
      firstPeriod: '2026-07',
      months: 2,
      returning: false,
      expected: { total: 16_800 },
    }),
  async () =>
    step(53, administration, 'project.register', {
      projectId: PROJECT,
      profile: projectProfile(),
      acceptedFindings: [],
    }),
  async () => ({
    ...step(54, administration, 'project.register', {
      projectId: id(27),
      profile: projectProfile(),
      acceptedFindings: [],
    }),
    refused: 'CONTRACT_TAKEN',
  }),
  async () =>
    step(55, administration, 'project.finalise', {
      projectId: PROJECT,
      part: { termNo: 1 },
      expected: { total: 525_000, effectiveDueDate: '2026-05-15' },
    }),
  async () => propose(28, FIRST_RELEASE, 2027),
  async () => ({
    ...step(29, { ...chief, userId: field.userId }, 'rates.approve', { releaseId: FIRST_RELEASE }),
    refused: 'MAKER_IS_CHECKER',
  }),
  async () => step(30, chief, 'rates.approve', { releaseId: FIRST_RELEASE }),
  async () => ({ ...propose(31, SECOND_RELEASE, 2027), refused: 'RATES_INVALID' }),
  async () => propose(32, SECOND_RELEASE, 2028),
  async () =>
    step(33, chief, 'rates.reject', { releaseId: SECOND_RELEASE, reason: 'belum diundangkan' }),
  async () => ({
    ...step(34, chief, 'rates.approve', { releaseId: SECOND_RELEASE }),
    refused: 'ALREADY_DECIDED',
  }),
  async () =>
    step(40, field, 'contact.add', {
      contactId: CONTACT,
      employerId: EMPLOYER,
      contact: { name: 'Sekar Contoh', phone: '0812 0000 0003' },
    }),
  async () => patch(41, 'employerContact', CONTACT, 'phone', '+6281200000003', '081200000004'),
  async () => patch(42, 'employer', EMPLOYER, 'postcode', '61300', '61301'),
  async () => ({
    ...patch(43, 'employer', EMPLOYER, 'postcode', '61300', '61302'),
    refused: 'PATCH_CONFLICT',
  }),
  async () => ({
    ...patch(44, 'employer', EMPLOYER, 'sizeAmount', '0', '1'),
    refused: 'FIELD_NOT_PATCHABLE',
  }),
  async () => step(45, field, 'contact.remove', { contactId: CONTACT }),
  async () => ({
    ...patch(46, 'employerContact', CONTACT, 'role', null, 'HRD'),
    refused: 'RECORD_GONE',
  }),
  async () => step(35, chief, 'refusal.note', { refusalId: id(1012), text: 'hubungi dahulu' }),
  async () =>
    step(36, field, 'refusal.settle', {
      refusalId: id(1012),
      state: 'dismissed',
      reason: 'sudah ada',
    }),
  async () => step(61, field, 'document.attach', scan(DOCUMENT)),
  async () => ({
    ...step(62, field, 'document.attach', scan(id(28))),
    refused: 'DOCUMENT_EXISTS',
  }),
  async () => step(63, system, 'document.markStored', { documentId: DOCUMENT, storedAt: inJuly }),
  async () =>
    step(64, field, 'document.remove', { documentId: DOCUMENT, reason: 'salah perusahaan' }),
  async () => ({
    ...step(65, field, 'document.remove', { documentId: DOCUMENT, reason: 'sekali lagi' }),
    refused: 'DOCUMENT_REMOVED',
  }),
]

function scan(documentId: string): JsonValue {
  return {
    documentId,
    ownerType: 'employer',
    ownerId: EMPLOYER,
    kind: 'KTP',
    sha256: 'ab'.repeat(32),
    size: 1234,
    mime: 'image/jpeg',
    name: 'ktp.jpg',
  }
}

async function finalise(reader: RawReader, n: number, period: string): Promise<StoryStep> {
  const employer = Employer.parse(await reader.get('employer', EMPLOYER))
  const rows = await reader.list('membership', 'employerId', [EMPLOYER])
  const workers = billedWorkers(
    rows.map((row) => Membership.parse(row)),
    period,
  )
  const { effectiveDueDate } = dueDates(rateTables, { segment: 'PU', period })
  const { total } = assessEmployer(rateTables, employer, workers, period)
  const expected = { workerCount: workers.length, total, effectiveDueDate }
  return step(n, field, 'bill.finalise', { employerId: EMPLOYER, period, expected })
}

async function issue(
  reader: RawReader,
  n: number,
  codeId: string,
  serial: number,
): Promise<StoryStep> {
  const bill = Bill.parse(await reader.get('bill', MAY))
  const { principal, fine, amount, validUntil } = quoteCode(rateTables, [bill], '2026-07-01')
  return step(n, field, 'code.issue', {
    codeId,
    code: composePaymentCode({
      segmentDigit: '1',
      branch: '516',
      serial: String(serial).padStart(7, '0'),
    }),
    leaseId: LEASE,
    billIds: [MAY],
    expected: { principal, fine, amount, validUntil },
  })
}

async function pay(reader: RawReader, n: number): Promise<StoryStep> {
  const code = entities.paymentCode.schema.parse(await reader.get('paymentCode', SECOND_CODE))
  return step(n, system, 'payment.record', {
    paymentId: id(n + 100),
    code: code.code,
    amount: code.amount,
    valueDate: '2026-07-02',
    channel: 'UJI',
    bankReference: 'UJI-1',
  })
}

/** An invented holiday table; a second one of the same year clashes. */
function propose(n: number, releaseId: string, year: number): StoryStep {
  const addition = {
    id: `contoh-libur-${year}`,
    title: `Libur ${year} (rekaan)`,
    source: 'Keputusan rekaan',
    holidays: {
      [year]: {
        source: 'Keputusan rekaan',
        confidence: 'fictional',
        national: [`${year}-01-01`],
        jointLeave: [],
      },
    },
  }
  return step(n, field, 'rates.propose', { releaseId, addition })
}

function patch(
  n: number,
  entity: string,
  rowId: string,
  name: string,
  from: string | null,
  to: string,
): StoryStep {
  return step(n, field, 'record.patch', { entity, id: rowId, set: { [name]: { from, to } } })
}

function registration(employerId: string): JsonValue {
  return { employerId, profile: employerProfile(), acceptedFindings: [] }
}

function fixedWorker(n: number): WorkerEntry {
  return { ...workerEntry(n), participantId: id(200 + n), membershipId: id(300 + n) }
}

function step(n: number, actor: Actor, name: string, args: JsonValue): StoryStep {
  return { uid: id(1000 + n), name, version: 1, args, occurredAt: inJuly, actor }
}

function id(n: number): string {
  return `019f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
}
