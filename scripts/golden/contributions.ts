import { z } from 'zod'
import { assessBackPay } from '#shared/domain/billing/backPay'
import { bpuStanding } from '#shared/domain/billing/bpuArrears'
import { LocalDate } from '#shared/domain/calendar/localDate'
import { addMonths, Period } from '#shared/domain/calendar/period'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { assessBpu } from '#shared/domain/contributions/assessBpu'
import { assessBpuGroup, assessBpuMonths } from '#shared/domain/contributions/assessBpuMonths'
import { assessPmi } from '#shared/domain/contributions/assessPmi'
import {
  assessAddendum,
  assessContract,
  assessProjectWages,
  type ProjectAssessment,
} from '#shared/domain/contributions/assessProject'
import { assessWorker, type WorkerAssessment } from '#shared/domain/contributions/assessWorker'
import { jkpInformation } from '#shared/domain/contributions/jkpInformation'
import { monthlyWage } from '#shared/domain/contributions/monthlyWage'
import { planTerms } from '#shared/domain/contributions/projectTerms'
import { Rupiah } from '#shared/domain/money'
import {
  BillableProgramme,
  BpuSector,
  Nationality,
  PaymentRoute,
  RiskLevel,
} from '#shared/domain/programmes'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { type Answer, type Evaluator, Held, shape } from './shape'

const person = { birthDate: LocalDate.optional(), nationality: Nationality.optional() }
const employer = {
  period: Period,
  riskLevel: RiskLevel,
  programmes: z.array(BillableProgramme),
  relief: Held,
  settledOn: LocalDate.optional(),
}

/** Segment PU: one worker, one daily-paid worker, a bill, JKP for information. */
export const pu: readonly Evaluator[] = [
  shape({ ...employer, ...person, wage: Rupiah }, (tables, input) =>
    workerAnswer(assessWorker(tables, input)),
  ),
  shape({ ...employer, ...person, dailyWage: Rupiah }, (tables, { dailyWage, ...rest }) => {
    const wage = monthlyWage(tables, { dailyWage })
    return { monthlyWage: wage, ...workerAnswer(assessWorker(tables, { ...rest, wage })) }
  }),
  shape({ ...employer, wages: z.array(Rupiah) }, (tables, { wages, ...rest }) =>
    billAnswer(
      tables,
      rest,
      wages.map((wage) => ({ wage })),
    ),
  ),
  shape(
    { ...employer, workers: z.array(z.strictObject({ wage: Rupiah, ...person })) },
    (tables, { workers, ...rest }) => billAnswer(tables, rest, workers),
  ),
  shape(
    { period: Period, wage: Rupiah, programme: z.literal('JKP'), relief: Held },
    (tables, input) => ({ ...jkpInformation(tables, input) }),
  ),
]

const member = {
  monthlyIncome: Rupiah,
  withJht: z.boolean().default(false),
  sector: BpuSector.default('OTHER'),
  isBusinessOwner: z.boolean().optional(),
  memberSince: Period.optional(),
  relief: Held,
}
const route = {
  paidByGovernmentBudget: z.boolean().optional(),
  route: PaymentRoute.optional(),
  paymentRoute: PaymentRoute.optional(),
}

/** Segment BPU: a month, several months, a group, arrears. */
export const bpu: readonly Evaluator[] = [
  shape({ period: Period, ...member, ...route }, (tables, input) => {
    const assessed = assessBpu(tables, { ...input, route: routeOf(input) })
    return { ...assessed, reliefApplied: assessed.reliefApplied ?? null }
  }),
  shape(
    { periods: z.array(Period), ...member, ...route, mode: z.literal('prepay').optional() },
    (tables, input) => ({ ...assessBpuMonths(tables, { ...input, route: routeOf(input) }) }),
  ),
  shape(
    { period: Period, ...route, members: z.array(z.strictObject(member)) },
    (tables, { period, members, ...rest }) => {
      const group = assessBpuGroup(tables, {
        period,
        route: routeOf(rest) ?? 'GROUP',
        members: members.map((one, i) => ({ id: `member-${i}`, ...one })),
      })
      return { ...group, perMember: group.members.map(({ assessment }) => assessment.total) }
    },
  ),
  shape(
    {
      ...member,
      ...route,
      period: Period.optional(),
      consecutiveUnpaidMonths: z.number(),
      reliefActive: z.boolean().default(false),
      jhtClaimed: z.boolean().optional(),
    },
    arrearsAnswer,
  ),
]

const contract = {
  contractDate: LocalDate.optional(),
  period: Period.optional(),
  relief: Held,
  termPercents: z.array(z.number()).optional(),
}

/** Segment JAKON: by contract value, net or with tax, by wages; terms and addenda. */
export const jakon: readonly Evaluator[] = [
  shape(
    { ...contract, netContractValue: Rupiah, includesVat: z.literal(false).optional() },
    (tables, { netContractValue, ...rest }) =>
      contractAnswer(tables, { ...rest, value: netContractValue, includesVat: false }),
  ),
  shape(
    { ...contract, contractValue: Rupiah, includesVat: z.boolean().default(false) },
    (tables, { contractValue, ...rest }) =>
      contractAnswer(tables, { ...rest, value: contractValue }),
  ),
  shape(
    { ...contract, grossContractValue: Rupiah, includesVat: z.boolean().default(true) },
    (tables, { grossContractValue, ...rest }) =>
      contractAnswer(tables, { ...rest, value: grossContractValue }),
  ),
  shape(
    { ...contract, netContractValue: Rupiah, newNetContractValue: Rupiah },
    (tables, { netContractValue, newNetContractValue, ...rest }) => ({
      ...assessAddendum(
        tables,
        { ...rest, value: netContractValue, includesVat: false },
        newNetContractValue,
      ),
    }),
  ),
  shape({ period: Period, totalMonthlyWages: Rupiah, relief: Held }, (tables, input) =>
    projectAnswer(assessProjectWages(tables, { ...input, requested: [input.relief ?? []].flat() })),
  ),
]

/** Segment PMI: the price list. */
export const pmi: readonly Evaluator[] = [
  shape(
    {
      route: z.enum(['AGENCY', 'INDIVIDUAL']),
      packageMonths: z.number(),
      extensionMonths: z.number().default(0),
      jhtPerMonth: Rupiah.optional(),
      withJht: z.boolean().optional(),
      period: Period.optional(),
    },
    (tables, { withJht, jhtPerMonth, ...rest }) => {
      const least = tables.pmi.at(-1)?.jht.minimumPerMonth
      const chosen = withJht === false ? 0 : (jhtPerMonth ?? (withJht === true ? least : 0))
      return { ...assessPmi(tables, { ...rest, jhtPerMonth: chosen }) }
    },
  ),
]

/** Corrections and back pay: months computed again, differences billed. */
export const corrections: readonly Evaluator[] = [
  shape(
    {
      riskLevel: RiskLevel,
      programmes: z.array(BillableProgramme),
      relief: Held,
      reportedIn: Period.optional(),
      cause: z.enum(['RAPEL', 'UNDER_REPORTED']).optional(),
      ...person,
      changes: z.array(
        z.strictObject({
          period: Period,
          oldWage: Rupiah,
          newWage: Rupiah,
          relief: Held,
          ...person,
        }),
      ),
    },
    (tables, { birthDate, nationality, changes, ...rest }) => {
      const answer = assessBackPay(tables, {
        ...rest,
        changes: changes.map((change) => ({ birthDate, nationality, ...change })),
      })
      return { ...answer, creditBalance: answer.credit }
    },
  ),
]

function workerAnswer(assessed: WorkerAssessment): Answer {
  const amounts: Answer = { jkkEmployer: 0, jkmEmployer: 0, jhtEmployer: 0, jhtWorker: 0 }
  for (const line of assessed.lines) {
    amounts[`${line.programme.toLowerCase()}${line.payer === 'EMPLOYER' ? 'Employer' : 'Worker'}`] =
      line.amount
  }
  const { reliefsApplied, ...rest } = assessed
  return {
    jpBase: 0,
    jpEmployer: 0,
    jpWorker: 0,
    ...rest,
    ...amounts,
    reliefApplied: reliefsApplied[0] ?? null,
  }
}

function billAnswer(
  tables: RateTables,
  question: Omit<Parameters<typeof assessBill>[1], 'workers'>,
  workers: ReadonlyArray<Omit<Parameters<typeof assessBill>[1]['workers'][number], 'id'>>,
): Answer {
  const bill = assessBill(tables, {
    ...question,
    workers: workers.map((worker, i) => ({ id: `worker-${i}`, ...worker })),
  })
  const totals = Object.entries(bill.byProgramme)
  const lower = (programme: string) => programme.toLowerCase()
  return {
    ...bill,
    billByProgramme: Object.fromEntries(totals.map(([p, sums]) => [p, sums.total])),
    ...Object.fromEntries(totals.map(([p, sums]) => [`${lower(p)}Employer`, sums.employer])),
    ...Object.fromEntries(totals.map(([p, sums]) => [`${lower(p)}Worker`, sums.worker])),
  }
}

function routeOf(input: {
  paidByGovernmentBudget?: boolean | undefined
  route?: PaymentRoute | undefined
  paymentRoute?: PaymentRoute | undefined
}): PaymentRoute | undefined {
  const { route: given, paymentRoute, paidByGovernmentBudget } = input
  return given ?? paymentRoute ?? (paidByGovernmentBudget === true ? 'APBD' : undefined)
}

function arrearsAnswer(
  tables: RateTables,
  input: {
    monthlyIncome: Rupiah
    withJht: boolean
    sector: BpuSector
    period?: Period | undefined
    consecutiveUnpaidMonths: number
    reliefActive: boolean
    jhtClaimed?: boolean | undefined
  },
): Answer {
  const { consecutiveUnpaidMonths, reliefActive, jhtClaimed, period, ...rest } = input
  const standing = bpuStanding(tables, { consecutiveUnpaidMonths, jhtClaimed, period })
  const month = period ?? monthWithRelief(tables, input.sector)
  const price = assessBpu(tables, {
    ...rest,
    period: month,
    withoutRelief: period === undefined && !reliefActive,
  }).total
  return {
    ...standing,
    amountDue: standing.billableMonths * price,
    amountToReenter: standing.status === 'ACTIVE' ? null : price,
  }
}

/** A month in which the sector's newest automatic relief holds, for cases that name no month. */
function monthWithRelief(tables: RateTables, sector: BpuSector): Period {
  const starts = tables.reliefs
    .filter((relief) => relief.automatic && relief.segments.includes('BPU'))
    .filter((relief) => relief.sector === undefined || relief.sector === sector)
    .map((relief) => relief.effectiveFrom)
    .sort()
  return starts.at(-1) ?? addMonths(tables.bpu.jkmFlat[0]?.effectiveFrom ?? '', 0)
}

function contractAnswer(
  tables: RateTables,
  question: Parameters<typeof assessContract>[1] & { termPercents?: number[] | undefined },
): Answer {
  const { termPercents, ...rest } = question
  const assessed = assessContract(tables, rest)
  return {
    ...projectAnswer(assessed),
    netContractValue: assessed.netContractValue,
    ...(termPercents !== undefined && {
      terms: planTerms(
        assessed,
        termPercents.map((percent) => ({
          sharePpm: Math.round(percent * 10_000),
          dueDate: question.contractDate ?? '2026-01-01',
        })),
      ).terms,
    }),
  }
}

function projectAnswer(assessed: ProjectAssessment): Answer {
  return { ...assessed, reliefApplied: assessed.reliefApplied ?? null }
}
