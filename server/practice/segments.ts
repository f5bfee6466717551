import { assessBasis } from '#shared/commands/bills/assessBasis'
import { basisOf } from '#shared/commands/bpu/position'
import { projectBillOf, type ProjectPart } from '#shared/commands/projects/projectBill'
import { prepaidPeriods } from '#shared/domain/contributions/assessBpuMonths'
import { addDays } from '#shared/domain/calendar/localDate'
import { addMonths } from '#shared/domain/calendar/period'
import { billIdOf, termBillIdOf } from '#shared/model/bill'
import { BpuMember } from '#shared/model/bpuMember'
import { Project, type ProjectProfile } from '#shared/model/project'
import { rateTables } from '#shared/reference/tables'
import type { BufferedTx } from '#shared/sync/bufferedTx'
import { billedPeriods, dayOf, startOfDay } from './calendar'
import { makeNpwp } from './company'
import { personOf, type PracticeDesk } from './desk'
import { families, occupations, places, women, works } from './names'
import { makePhone, makeWorker, type Serials } from './person'

/** How a self-employed member pays. */
type Habit =
  /** Every month in time; the month of today may still be open. */
  | 'prompt'
  /** Six months at once. */
  | 'ahead'
  /** The last two months are billed and unpaid. */
  | 'behind'
  /** Nothing for more than three months: the membership has ended. */
  | 'ended'

const habits: readonly Habit[] = [
  'prompt',
  'prompt',
  'behind',
  'prompt',
  'ahead',
  'prompt',
  'behind',
  'prompt',
  'ended',
  'prompt',
  'ahead',
  'prompt',
]

/** Self-employed members with their bills, codes and payments. */
export async function addMembers(
  desk: PracticeDesk,
  serials: Serials,
  buffer: BufferedTx,
): Promise<void> {
  const months = billedPeriods(desk.today)
  for (const [index, habit] of habits.entries()) {
    // Those who pay six months at once began in the middle; some of the prompt ones later, too.
    const first = habit === 'ahead' || index % 4 === 3 ? 3 : 0
    const start = months[first]!
    const memberId = await register(desk, serials, buffer, index, start)
    await payMonths(desk, buffer, memberId, habit, months.slice(first))
  }
}

async function register(
  desk: PracticeDesk,
  serials: Serials,
  buffer: BufferedTx,
  index: number,
  startPeriod: string,
): Promise<string> {
  const { random } = desk
  const day = dayOf(startPeriod, 2, desk.today)
  const { participantId, person } = makeWorker(random, serials, Date.parse(startOfDay(day)), day)
  const memberId = desk.id()
  const { name: occupation, sector } = occupations[index % occupations.length]!
  const isBusinessOwner = index % 6 === 5
  await desk.run(buffer, personOf('pad'), day, 'bpu.register', {
    entry: {
      memberId,
      participantId,
      person,
      terms: {
        occupation,
        sector,
        isBusinessOwner,
        monthlyIncome: random.between(9, 60) * 100_000,
        withJht: isBusinessOwner || random.chance(40),
        ...(index === 6 ? { route: 'GROUP', paidBy: 'Wadah Contoh Bersama' } : { route: 'SELF' }),
        startPeriod,
        workLocation: random.pick(places),
        heirName: `${random.pick(women)} ${random.pick(families)}`,
        heirRelation: random.pick(['Istri', 'Suami', 'Anak', 'Saudara'] as const),
      },
      acceptedFindings: [],
    },
  })
  return memberId
}

/** @param months from the first one owed to the one before that of today */
async function payMonths(
  desk: PracticeDesk,
  buffer: BufferedTx,
  memberId: string,
  habit: Habit,
  months: readonly string[],
): Promise<void> {
  const finalise = async (firstPeriod: string, count: number, day: string) => {
    const member = BpuMember.parse(await buffer.get('bpuMember', memberId))
    const periods = prepaidPeriods(firstPeriod, count)
    const total = periods.reduce(
      (sum, period) => sum + assessBasis(rateTables, basisOf(member), period).total,
      0,
    )
    await desk.run(buffer, personOf('pad'), day, 'bpu.finalise', {
      memberId,
      firstPeriod,
      months: count,
      returning: false,
      expected: { total },
    })
    return periods.map((period) => billIdOf(memberId, period))
  }
  const settle = async (billIds: readonly string[], day: string) => {
    await desk.issueCode(buffer, billIds, day)
    await desk.pay(buffer, billIds[0]!, earlier(addDays(day, 2), desk.today))
  }
  const { today } = desk
  if (habit === 'ahead') {
    const day = dayOf(months[0]!, 4, today)
    await settle(await finalise(months[0]!, 6, day), day)
    return
  }
  const paid = { prompt: months.length, behind: months.length - 2, ended: 1 }[habit]
  const billed = habit === 'ended' ? 2 : months.length
  for (const [place, period] of months.slice(0, billed).entries()) {
    const day = dayOf(period, desk.random.between(3, 9), today)
    const billIds = await finalise(period, 1, day)
    if (place < paid) await settle(billIds, day)
  }
  if (habit !== 'prompt') return
  // The month of today: billed, and for some a code is out.
  const billIds = await finalise(today.slice(0, 7), 1, today)
  if (desk.random.chance(60)) await desk.issueCode(buffer, billIds, today)
}

/** What happens to one part of a project: its bill, and whether it is paid. */
interface PartStory {
  readonly part: ProjectPart
  readonly day: string
  readonly ends: 'paid' | 'code' | 'open'
}

/** Construction projects: in terms, in one sum, by wages; paid, late and still to come. */
export async function addProjects(desk: PracticeDesk, buffer: BufferedTx): Promise<void> {
  const months = billedPeriods(desk.today)
  const current = desk.today.slice(0, 7)
  const at = (period: string, day: number) => `${period}-${String(day).padStart(2, '0')}`
  const term = (sharePpm: number, period: string) => ({ sharePpm, dueDate: at(period, 15) })
  const wage = (place: number, wages: number) => ({
    period: months[place]!,
    wages,
    workerCount: 18,
  })

  const threeTerms = await addProject(desk, buffer, 0, {
    from: months[0]!,
    value: 2_350_000_000,
    terms: [
      term(300_000, months[1]!),
      term(400_000, months[4]!),
      term(300_000, addMonths(current, 2)),
    ],
  })
  await tell(desk, buffer, threeTerms, [
    { part: { termNo: 1 }, day: dayOf(months[1]!, 4, desk.today), ends: 'paid' },
    { part: { termNo: 2 }, day: dayOf(months[4]!, 4, desk.today), ends: 'open' },
  ])
  const oneSum = await addProject(desk, buffer, 1, {
    from: months[2]!,
    value: 480_000_000,
    terms: [term(1_000_000, months[2]!)],
  })
  await tell(desk, buffer, oneSum, [
    { part: { termNo: 1 }, day: dayOf(months[2]!, 12, desk.today), ends: 'paid' },
  ])
  const byWages = await addProject(desk, buffer, 2, { from: months[3]!, value: 900_000_000 })
  await tell(desk, buffer, byWages, [
    { part: wage(3, 58_500_000), day: dayOf(months[3]!, 26, desk.today), ends: 'paid' },
    { part: wage(4, 61_200_000), day: dayOf(months[4]!, 26, desk.today), ends: 'paid' },
    { part: wage(5, 59_400_000), day: dayOf(months[5]!, 26, desk.today), ends: 'open' },
  ])
  const young = await addProject(desk, buffer, 3, {
    from: months[5]!,
    value: 7_400_000_000,
    terms: [term(250_000, addMonths(current, 1)), term(750_000, addMonths(current, 6))],
  })
  await tell(desk, buffer, young, [{ part: { termNo: 1 }, day: desk.today, ends: 'code' }])
}

interface ProjectFacts {
  /** Month of the contract; the work begins in the same. */
  readonly from: string
  /** Rupiah, with VAT. */
  readonly value: number
  /** Absent: by the wages of each month. */
  readonly terms?: ProjectProfile['terms']
}

async function addProject(
  desk: PracticeDesk,
  buffer: BufferedTx,
  index: number,
  { from, value, terms }: ProjectFacts,
): Promise<string> {
  const { random } = desk
  const projectId = desk.id()
  const [what, owner] = works[index % works.length]!
  const phone: Serials = { nik: 0, phone: 9000 + index }
  const profile: ProjectProfile = {
    projectName: what,
    location: `Desa Contoh, ${random.pick(places)}`,
    contractorName: `CV ${random.pick(['Embun', 'Rimba', 'Telaga', 'Bintang'])} Bangun Contoh ${index + 1}`,
    contractorNpwp: makeNpwp(random),
    contractorAddress: `Jalan Contoh Raya No. ${random.between(1, 180)}`,
    contractorCity: random.pick(places),
    contractorPhone: makePhone(phone),
    ownerName: owner,
    fundingSource: index % 2 === 0 ? 'APBD' : 'SWASTA',
    contractNo: `KTR/${String(index + 1).padStart(3, '0')}/CONTOH/${from.slice(0, 4)}`,
    contractDate: `${from}-01`,
    startDate: `${from}-02`,
    endDate: `${addMonths(from, 14)}-28`,
    workerCount: random.between(12, 60),
    method: terms ? 'CONTRACT' : 'WAGE',
    contractValue: value,
    includesVat: true,
    terms: terms ?? [],
  }
  await desk.run(buffer, personOf('pad'), dayOf(from, 2, desk.today), 'project.register', {
    projectId,
    profile,
    acceptedFindings: [],
  })
  return projectId
}

async function tell(
  desk: PracticeDesk,
  buffer: BufferedTx,
  projectId: string,
  stories: readonly PartStory[],
): Promise<void> {
  const project = Project.parse(await buffer.get('project', projectId))
  for (const { part, day, ends } of stories) {
    const { assessment, due } = projectBillOf(rateTables, project, part)
    const { effectiveDueDate } = due
    await desk.run(buffer, personOf('pad'), day, 'project.finalise', {
      projectId,
      part,
      expected: { total: assessment.total, effectiveDueDate },
    })
    if (ends === 'open') continue
    const billId =
      'termNo' in part ? termBillIdOf(projectId, part.termNo) : billIdOf(projectId, part.period)
    await desk.issueCode(buffer, [billId], day)
    if (ends === 'paid') await desk.pay(buffer, billId, earlier(addDays(day, 2), desk.today))
  }
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}
