import { z } from 'zod'
import { dueDates } from '#shared/domain/billing/dueDate'
import { lateFine } from '#shared/domain/billing/lateFine'
import { LocalDate } from '#shared/domain/calendar/localDate'
import { Period } from '#shared/domain/calendar/period'
import { codeValidity } from '#shared/domain/codes/codeValidity'
import { composePaymentCode } from '#shared/domain/codes/paymentCode'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { assessWorker, type WorkerAssessment } from '#shared/domain/contributions/assessWorker'
import { jkpInformation } from '#shared/domain/contributions/jkpInformation'
import { monthlyWage } from '#shared/domain/contributions/monthlyWage'
import { parseNik } from '#shared/domain/identity/nik'
import { validatePhone } from '#shared/domain/identity/phone'
import { formatRupiah, Rupiah, sumRupiah } from '#shared/domain/money'
import {
  BillableProgramme,
  billableProgrammes,
  RiskLevel,
  Segment,
} from '#shared/domain/programmes'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { terbilang } from '#shared/domain/terbilang'

/** A golden input whose fields no evaluator understands; a case must never pass by being ignored. */
export class UnknownShape extends Error {
  override name = 'UnknownShape'
}

/**
 * What the domain answers to the input of a golden case, in the golden file's own field names.
 * The fields of the input decide who answers.
 * @throws UnknownShape when no evaluator accepts exactly these fields
 */
export function evaluate(
  tables: RateTables,
  input: Record<string, unknown>,
): Record<string, unknown> {
  for (const run of evaluators) {
    const answer = run(tables, input)
    if (answer !== undefined) return answer
  }
  throw new UnknownShape(`no evaluator for input fields: ${Object.keys(input).join(', ')}`)
}

type Evaluator = (
  tables: RateTables,
  input: Record<string, unknown>,
) => Record<string, unknown> | undefined

function shape<S extends z.ZodObject>(
  fields: S,
  answer: (tables: RateTables, input: z.infer<S>) => Record<string, unknown>,
): Evaluator {
  return (tables, input) => {
    const parsed = fields.safeParse(input)
    return parsed.success ? answer(tables, parsed.data) : undefined
  }
}

const pu = {
  period: Period,
  riskLevel: RiskLevel,
  programmes: z.array(BillableProgramme),
  birthDate: LocalDate.optional(),
  relief: z.string().optional(),
}
const Principal = z.partialRecord(BillableProgramme, Rupiah)
const fine = { segment: Segment, period: Period, principalByProgramme: Principal }

const evaluators: readonly Evaluator[] = [
  shape(z.strictObject({ ...pu, wage: Rupiah }), (tables, input) =>
    workerAnswer(assessWorker(tables, input)),
  ),
  shape(z.strictObject({ ...pu, dailyWage: Rupiah }), (tables, { dailyWage, ...rest }) => {
    const wage = monthlyWage(tables, { dailyWage })
    return { monthlyWage: wage, ...workerAnswer(assessWorker(tables, { ...rest, wage })) }
  }),
  shape(z.strictObject({ ...pu, wages: z.array(Rupiah) }), billAnswer),
  shape(
    z.strictObject({ period: Period, wage: Rupiah, programme: z.literal('JKP') }),
    (tables, { period, wage }) => ({ ...jkpInformation(tables, { period, wage }) }),
  ),
  shape(
    z.strictObject({ segment: Segment, period: Period, treatJointLeaveAsHoliday: z.boolean() }),
    (tables, input) => ({ ...dueDates(tables, input) }),
  ),
  shape(z.strictObject({ ...fine, settledOn: LocalDate }), (tables, { settledOn, ...rest }) => ({
    ...lateFine(tables, { ...rest, asOf: settledOn }),
  })),
  shape(
    z.strictObject({
      ...fine,
      payments: z.array(z.object({ date: LocalDate, amount: Rupiah })).nonempty(),
      fineBase: z.enum(['FULL_CONTRIBUTION', 'OUTSTANDING']),
    }),
    (tables, input) => ({
      ...lateFine(tables, {
        ...input,
        asOf:
          input.payments
            .map((p) => p.date)
            .sort()
            .at(-1) ?? '',
      }),
    }),
  ),
  shape(
    z.strictObject({ segment: Segment, period: Period, issuedOn: LocalDate }),
    (tables, input) => ({ ...codeValidity(tables, input) }),
  ),
  shape(z.strictObject({ amount: Rupiah }), (_, { amount }) => ({
    terbilang: terbilang(amount),
    rupiah: formatRupiah(amount),
  })),
  shape(z.strictObject({ nik: z.string() }), (_, { nik }) => nikAnswer(nik)),
  shape(z.strictObject({ phone: z.string() }), (_, { phone }) => {
    const { value } = validatePhone(phone)
    return { valid: value !== undefined, e164: value ?? null }
  }),
  shape(
    z.strictObject({
      paymentCodeParts: z.strictObject({
        segmentDigit: z.string(),
        branch: z.string(),
        serial: z.string(),
      }),
    }),
    (_, { paymentCodeParts }) => {
      const paymentCode = composePaymentCode(paymentCodeParts)
      return { paymentCode, length: paymentCode.length }
    },
  ),
  shape(
    z.strictObject({
      asOf: LocalDate,
      principalByProgrammePerMonth: Principal,
      unpaidPeriods: z.array(Period),
    }),
    letterAnswer,
  ),
]

function workerAnswer(assessed: WorkerAssessment): Record<string, unknown> {
  const amounts = Object.fromEntries(
    assessed.lines.map((line) => [
      `${line.programme.toLowerCase()}${line.payer === 'EMPLOYER' ? 'Employer' : 'Worker'}`,
      line.amount,
    ]),
  )
  const { jpBase, jpExcludedByAge, employerTotal, workerTotal, total } = assessed
  return { ...amounts, jpBase, jpExcludedByAge, employerTotal, workerTotal, total }
}

function billAnswer(
  tables: RateTables,
  input: {
    period: Period
    riskLevel: RiskLevel
    programmes: BillableProgramme[]
    relief?: string | undefined
    wages: Rupiah[]
  },
): Record<string, unknown> {
  const { wages, ...rest } = input
  const bill = assessBill(tables, {
    ...rest,
    workers: wages.map((wage, i) => ({ id: `worker-${i}`, wage })),
  })
  const totals = Object.entries(bill.byProgramme)
  const lower = (programme: string) => programme.toLowerCase()
  return {
    lines: bill.lines,
    billByProgramme: Object.fromEntries(totals.map(([p, sums]) => [p, sums.total])),
    ...Object.fromEntries(totals.map(([p, sums]) => [`${lower(p)}Employer`, sums.employer])),
    ...Object.fromEntries(totals.map(([p, sums]) => [`${lower(p)}Worker`, sums.worker])),
    employerTotal: bill.employerTotal,
    workerTotal: bill.workerTotal,
    total: bill.total,
  }
}

function nikAnswer(nik: string): Record<string, unknown> {
  const { value, findings } = parseNik(nik)
  const error = findings.find((one) => one.severity === 'ERROR')
  return error === undefined
    ? { valid: true, ...value }
    : { valid: false, error: error.code.replace(/^NIK_/, '') }
}

function letterAnswer(
  tables: RateTables,
  input: {
    asOf: LocalDate
    principalByProgrammePerMonth: z.infer<typeof Principal>
    unpaidPeriods: Period[]
  },
): Record<string, unknown> {
  const rows = input.unpaidPeriods.map((period) => {
    const principalByProgramme = input.principalByProgrammePerMonth
    const late = lateFine(tables, { segment: 'PU', period, principalByProgramme, asOf: input.asOf })
    return {
      period,
      ...Object.fromEntries(billableProgrammes.map((p) => [p, principalByProgramme[p]])),
      principal: late.principal,
      monthsLate: late.monthsLate,
      fine: late.fineTotal,
      rowTotal: late.payable,
    }
  })
  const grandTotal = sumRupiah(rows.map((row) => row.rowTotal))
  return {
    rows,
    principalTotal: sumRupiah(rows.map((row) => row.principal)),
    fineTotal: sumRupiah(rows.map((row) => row.fine)),
    grandTotal,
    terbilang: terbilang(grandTotal),
  }
}
