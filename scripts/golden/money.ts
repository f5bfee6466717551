import { z } from 'zod'
import { administrativeFine } from '#shared/domain/billing/administrativeFine'
import { allocate } from '#shared/domain/billing/allocation'
import { allocatePayments } from '#shared/domain/billing/allocatePayments'
import { dueDates, termDueDates } from '#shared/domain/billing/dueDate'
import { lateFine } from '#shared/domain/billing/lateFine'
import { LocalDate } from '#shared/domain/calendar/localDate'
import { Period } from '#shared/domain/calendar/period'
import { codeValidity, codeValidityForBills } from '#shared/domain/codes/codeValidity'
import { Rupiah, sumRupiah } from '#shared/domain/money'
import { BillableProgramme, billableProgrammes, Segment } from '#shared/domain/programmes'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { ageingColumn, qualityClass } from '#shared/domain/receivables/quality'
import { terbilang } from '#shared/domain/terbilang'
import { type Answer, type Evaluator, Held, shape } from './shape'

const Principal = z.partialRecord(BillableProgramme, Rupiah)
type Principal = z.infer<typeof Principal>
const FineBase = z.enum(['FULL_CONTRIBUTION', 'OUTSTANDING']).optional()
const jointLeave = { treatJointLeaveAsHoliday: z.boolean().optional() }
const Paid = z.array(z.strictObject({ date: LocalDate, amount: Rupiah }))

/** Due dates. */
export const calendar: readonly Evaluator[] = [
  shape({ segment: Segment.default('PU'), period: Period, ...jointLeave }, (tables, input) => ({
    ...dueDates(tables, input),
  })),
]

const fined = {
  segment: Segment.default('PU'),
  period: Period,
  principalByProgramme: Principal,
  fineBase: FineBase,
  relief: Held,
  dueDate: LocalDate.optional(),
  ...jointLeave,
}

/** Late fines: settled on a day, or paid in parts. */
export const fines: readonly Evaluator[] = [
  shape({ ...fined, settledOn: LocalDate }, (tables, { settledOn, ...rest }) =>
    fineAnswer(tables, rest, settledOn),
  ),
  shape({ ...fined, asOf: LocalDate }, (tables, { asOf, ...rest }) =>
    fineAnswer(tables, rest, asOf),
  ),
  shape(
    { ...fined, payments: Paid.nonempty(), asOf: LocalDate.optional() },
    (tables, { asOf, payments, ...rest }) => {
      const last = payments.map((payment) => payment.date).reduce((a, b) => (a > b ? a : b))
      return fineAnswer(tables, { ...rest, payments }, asOf ?? last)
    },
  ),
]

/** Administrative fine of PP 86/2013. */
export const sanctions: readonly Evaluator[] = [
  shape(
    { contributionsDue: Rupiah, days: z.number(), period: Period.optional() },
    (tables, input) => {
      const { amount, months } = administrativeFine(tables, input)
      return { fine: amount, amount, months }
    },
  ),
]

const Policy = z.literal('PRINCIPAL_OLDEST_FIRST_THEN_FINES_OLDEST_FIRST').optional()
const BillWithFine = z.strictObject({
  period: Period,
  principal: Rupiah,
  monthsLate: z.number().optional(),
  fine: Rupiah.default(0),
})
const BillByProgramme = z.strictObject({
  segment: Segment.default('PU'),
  period: Period,
  principalByProgramme: Principal,
  relief: Held,
})

/** Payments over bills: with fines that are given, or computed from the day of settlement. */
export const allocation: readonly Evaluator[] = [
  shape(
    {
      asOf: LocalDate,
      bills: z.array(BillWithFine),
      paymentAmount: Rupiah.optional(),
      payments: Paid.optional(),
      policy: Policy,
    },
    (_, { asOf, bills, ...money }) => {
      const fineOf = new Map(bills.map((bill, i) => [`${bill.period}#${i}`, bill.fine]))
      return allocate({
        bills: bills.map((bill, i) => ({ ...bill, id: `${bill.period}#${i}` })),
        receipts: receiptsOf(money, asOf),
        asOf,
        fineOf: (bill) => fineOf.get(bill.id) ?? 0,
      }) as unknown as Answer
    },
  ),
  shape(
    {
      asOf: LocalDate,
      bills: z.array(BillByProgramme),
      paymentAmount: Rupiah.optional(),
      payments: Paid.optional(),
      policy: Policy,
      fineBase: FineBase,
      ...jointLeave,
    },
    (tables, { asOf, bills, paymentAmount, payments, ...rest }) => ({
      ...allocatePayments(tables, {
        ...rest,
        asOf,
        bills: bills.map((bill, i) => ({ ...bill, id: `${bill.period}#${i}` })),
        receipts: receiptsOf({ paymentAmount, payments }, asOf),
      }),
    }),
  ),
]

/** Quality of receivables. */
export const receivables: readonly Evaluator[] = [
  shape({ monthsInArrears: z.number(), period: Period.optional() }, (tables, input) => ({
    qualityClass: qualityClass(tables, input.monthsInArrears, input.period),
    ageingColumn: ageingColumn(tables, input.monthsInArrears, input.period),
  })),
]

/** Until when a payment code holds. */
export const codes: readonly Evaluator[] = [
  shape(
    { segment: Segment.default('PU'), period: Period, issuedOn: LocalDate, ...jointLeave },
    (tables, input) => ({ ...codeValidity(tables, input) }),
  ),
  shape(
    {
      bills: z.array(z.strictObject({ segment: Segment, period: Period })),
      issuedOn: LocalDate,
      ...jointLeave,
    },
    (tables, input) => ({ ...codeValidityForBills(tables, input) }),
  ),
]

/** The table of a billing letter. */
export const letters: readonly Evaluator[] = [
  shape(
    {
      segment: Segment.default('PU'),
      asOf: LocalDate,
      principalByProgrammePerMonth: Principal,
      unpaidPeriods: z.array(Period),
      relief: Held,
      ...jointLeave,
    },
    letterAnswer,
  ),
]

function fineAnswer(
  tables: RateTables,
  question: Omit<Parameters<typeof lateFine>[1], 'asOf'> & { dueDate?: LocalDate | undefined },
  asOf: LocalDate,
): Answer {
  const { dueDate, ...rest } = question
  // Only PU and BPU have a due date by law; a project's term has that of its plan.
  const own = rest.segment === 'PU' || rest.segment === 'BPU'
  const due = dueDate === undefined && own ? undefined : termDueDates(dueDate ?? asOf)
  return { ...lateFine(tables, { ...rest, asOf, due }) }
}

function receiptsOf(
  money: { paymentAmount?: Rupiah | undefined; payments?: z.infer<typeof Paid> | undefined },
  asOf: LocalDate,
) {
  const payments = [
    ...(money.payments ?? []),
    ...(money.paymentAmount === undefined ? [] : [{ date: asOf, amount: money.paymentAmount }]),
  ]
  return payments.map(({ date, amount }, i) => ({
    id: `receipt-${i}`,
    valueDate: date,
    sequence: i,
    amount,
  }))
}

function letterAnswer(
  tables: RateTables,
  input: {
    segment: Segment
    asOf: LocalDate
    principalByProgrammePerMonth: Principal
    unpaidPeriods: Period[]
    relief?: string | string[] | undefined
    treatJointLeaveAsHoliday?: boolean | undefined
  },
): Answer {
  const { principalByProgrammePerMonth: principalByProgramme, unpaidPeriods, ...rest } = input
  const rows = unpaidPeriods.map((period) => {
    const late = lateFine(tables, { ...rest, period, principalByProgramme })
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
