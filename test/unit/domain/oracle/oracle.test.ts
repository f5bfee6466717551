import { expect, test } from 'vitest'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { assessColumns } from '#shared/domain/contributions/assessColumns'
import { assessWorker } from '#shared/domain/contributions/assessWorker'
import { puColumnNames } from '#shared/domain/contributions/puColumns'
import { type RiskLevel } from '#shared/domain/programmes'
import { rateTables } from '#shared/reference/tables'
import { oracleAmounts } from './oracle'

const WORKERS = 210_000
const PERIODS = 138

const programmeSets = [
  ['JKK', 'JKM'],
  ['JKK', 'JKM', 'JHT'],
  ['JKK', 'JKM', 'JHT', 'JP'],
  ['JP'],
] as const
const reliefs = [undefined, 'PP49-2020-JKK-JKM', 'PP7-2025-PADAT-KARYA'] as const

test('[B-28] the engine agrees with an independent oracle on 210,000 workers of all months', () => {
  const random = generator(20_260_922)
  const different: unknown[] = []
  let compared = 0
  const perBill = 250
  for (let bill = 0; bill < WORKERS / perBill; bill += 1) {
    const index = bill % PERIODS
    const year = 2015 + Math.floor((index + 6) / 12)
    const month = ((index + 6) % 12) + 1
    const period = `${year}-${String(month).padStart(2, '0')}`
    const riskLevel = (1 + (random() % 5)) as RiskLevel
    const programmes = programmeSets[random() % programmeSets.length] ?? []
    const relief = reliefs[random() % reliefs.length]
    const question = { period, riskLevel, programmes, relief }
    const people = Array.from({ length: perBill }, (_, i) => person(random, year, i))
    const assessed = assessBill(rateTables, { ...question, workers: people })
    let total = 0n
    for (const [i, line] of assessed.lines.entries()) {
      const one = people[i]
      if (one === undefined) throw new Error('a line without a worker')
      const expected = oracleAmounts({
        year,
        month,
        wage: BigInt(one.wage),
        level: riskLevel,
        programmes,
        birth: one.birth,
        foreign: one.nationality === 'WNA',
        relief,
      })
      total += expected.reduce((sum, amount) => sum + amount, 0n)
      compared += 1
      const actual = puColumnNames.map((column) => BigInt(line[column]))
      if (String(actual) !== String(expected)) different.push({ question, one, actual, expected })
    }
    if (BigInt(assessed.total) !== total) different.push({ question, total: assessed.total })
    const columns = assessColumns(rateTables, {
      ...question,
      wages: Float64Array.from(people, (one) => one.wage),
      birthDates: people.map((one) => one.birthDate),
      foreign: people.map((one) => one.nationality === 'WNA'),
    })
    if (BigInt(columns.total) !== total) different.push({ question, columns: columns.total })
    // One worker of each bill also by the way that explains itself.
    const sample = people[bill % perBill]
    if (sample !== undefined) {
      const single = assessWorker(rateTables, { ...question, ...sample })
      const line = assessed.lines[bill % perBill]
      if (single.total !== line?.total) different.push({ question, sample, single: single.total })
    }
  }
  expect(different).toEqual([])
  expect(compared).toBeGreaterThanOrEqual(200_000)
})

/** Wages of all sizes, the ceilings and their neighbours; birthdays around the retirement age. */
function person(random: () => number, year: number, i: number) {
  const kind = random() % 8
  const wage =
    kind === 0
      ? random() % 1_000
      : kind === 1
        ? 6_999_000 + (random() % 4_200_000)
        : kind === 2
          ? 5_000 * (random() % 4_000) + 50
          : random() % 40_000_000
  const birthYear = random() % 3 === 0 ? year - 55 - (random() % 7) : year - 15 - (random() % 45)
  const birthMonth = 1 + (random() % 12)
  const birthDay = random() % 4 === 0 ? 1 : 1 + (random() % 28)
  const birth = [birthYear, birthMonth, birthDay] as const
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    id: `w${i}`,
    wage,
    birth,
    birthDate: `${birthYear}-${two(birthMonth)}-${two(birthDay)}`,
    nationality: random() % 40 === 0 ? ('WNA' as const) : ('WNI' as const),
  }
}

/** The same numbers in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}
