import type { WorkerEntry } from '#shared/commands/workers/workerEntry'
import { families, men, places, streets, women } from './names'
import type { Random } from './random'

/** Counters that make invented numbers unique. */
export interface Serials {
  nik: number
  phone: number
}

/** District 351699 does not exist, so no living person has such a number. */
export function makeNik(serials: Serials, birthDate: string, sex: 'M' | 'F'): string {
  const [year, month, day] = birthDate.split('-')
  const dayField = String(Number(day) + (sex === 'F' ? 40 : 0)).padStart(2, '0')
  serials.nik += 1
  return `351699${dayField}${month}${year!.slice(2)}${String(serials.nik).padStart(4, '0')}`
}

/** 0812-0000-xxxx, in international form. */
export function makePhone(serials: Serials): string {
  serials.phone = (serials.phone + 1) % 10_000
  return `+628120000${String(serials.phone).padStart(4, '0')}`
}

/** An invented worker who started on `startDate`. */
export function makeWorker(
  random: Random,
  serials: Serials,
  at: number,
  startDate: string,
): WorkerEntry {
  const sex = random.chance(45) ? 'F' : 'M'
  const two = (n: number) => String(n).padStart(2, '0')
  const startYear = Number(startDate.slice(0, 4))
  const birthDate = `${startYear - random.between(19, 48)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
  const contract = random.chance(35)
  return {
    participantId: random.id(at),
    membershipId: random.id(at),
    person: {
      nik: makeNik(serials, birthDate, sex),
      fullName: `${random.pick(sex === 'F' ? women : men)} ${random.pick(families)}`,
      birthPlace: random.pick(places),
      birthDate,
      sex,
      married: random.chance(60),
      motherName: `${random.pick(women)} ${random.pick(families)}`,
      nationality: 'WNI',
      address: `${random.pick(streets)} No. ${random.between(1, 180)}`,
      mobile: makePhone(serials),
    },
    terms: {
      employmentStatus: contract ? 'PKWT' : 'PKWTT',
      startDate,
      ...(contract && { contractEndDate: `${startYear + 5}${startDate.slice(4)}` }),
      wage: makeWage(random),
    },
    acceptedFindings: [],
  }
}

/** Mostly around the minimum wage, some above the ceiling of the pension programme. */
function makeWage(random: Random): number {
  if (random.chance(6)) return random.between(112, 180) * 100_000
  return random.between(52, 150) * 50_000
}
