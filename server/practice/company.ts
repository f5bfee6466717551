import { luhnCheckDigit } from '#shared/domain/codes/luhn'
import { mandatoryProgrammes } from '#shared/domain/registration/mandatoryProgrammes'
import type { EmployerProfile } from '#shared/model/employer'
import { rateTables } from '#shared/reference/tables'
import { businesses, companyWords, men, women, families, places, streets } from './names'
import { makeNik, makePhone, type Serials } from './person'
import type { Random } from './random'

/** What an employer of each size says it is worth, rupiah. */
const capital = {
  MICRO: 400_000_000,
  SMALL: 2_500_000_000,
  MEDIUM: 7_000_000_000,
  LARGE: 25_000_000_000,
} as const

/** An invented employer with `workers` people. */
export function makeCompany(
  random: Random,
  serials: Serials,
  index: number,
  workers: number,
  firstPeriod: string,
): EmployerProfile {
  const business = random.pick(businesses)
  const size = workers < 10 ? 'MICRO' : workers < 30 ? 'SMALL' : workers < 80 ? 'MEDIUM' : 'LARGE'
  const legalForm = size === 'MICRO' ? random.pick(['CV', 'UD'] as const) : 'PT'
  const first = companyWords[index % companyWords.length]!
  const second =
    companyWords[(index * 7 + 3 + Math.floor(index / companyWords.length)) % companyWords.length]!
  const slug = `${first}${second}${index + 1}`.toLowerCase()
  const female = random.chance(50)
  const owner = `${random.pick(female ? women : men)} ${random.pick(families)}`
  const birthDate = `${random.between(1965, 1990)}-0${random.between(1, 9)}-1${random.between(0, 9)}`
  return {
    legalName: `${legalForm} ${first} ${second} ${business.word}`,
    legalForm,
    npwp: makeNpwp(random),
    nib: `99${String(random.between(0, 99_999_999_999)).padStart(11, '0')}`,
    division: '000',
    businessTypeId: business.id,
    riskLevel: business.riskLevel,
    size,
    sizeBasis: 'CAPITAL',
    sizeAmount: capital[size],
    programmes: [...mandatoryProgrammes(rateTables, size)],
    // Billed from its first month on, so that no older month looks forgotten.
    startPeriod: firstPeriod,
    address: `${random.pick(streets)} No. ${random.between(1, 180)}`,
    regency: random.pick(places),
    province: 'Jawa Timur',
    postcode: String(random.between(61_000, 61_999)),
    phone: makePhone(serials),
    email: `kantor@${slug}.example`,
    ownerName: owner,
    ownerNik: makeNik(serials, birthDate, female ? 'F' : 'M'),
    ownerPosition: 'Direktur',
    picName: `${random.pick(women)} ${random.pick(families)}`,
    picPosition: 'Personalia',
    picPhone: makePhone(serials),
    picEmail: `personalia@${slug}.example`,
    picConsent: true,
    workerCountDeclared: workers,
    wageTotalDeclared: workers * 5_000_000,
  }
}

/** An organisation's number with a right check digit; tax office 699 does not exist. */
export function makeNpwp(random: Random): string {
  const payload = String(random.between(10_000_000, 99_999_999))
  return `0${payload}${luhnCheckDigit(payload)}699000`
}
