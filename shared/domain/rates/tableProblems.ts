import { billableProgrammes, RiskLevel } from '../programmes'
import { type EffectiveRule, isEffective, rangeProblems } from './effective'
import { ladderProblems } from './ladderProblems'
import type { RateTables } from './rateTables'
import { rowProblems } from './rowProblems'
import { tableRows } from './tableRows'

/** Everything a schema cannot see: ranges, unique ids, tables that must fit together. */
export function tableProblems(tables: RateTables): string[] {
  const { pu } = tables
  return [
    ...riskLevels.flatMap((level) =>
      keyProblems(
        pu.jkk.filter((rule) => rule.riskLevel === level),
        `pu.jkk risk level ${level}`,
      ),
    ),
    ...keyProblems(pu.jkm, 'pu.jkm'),
    ...keyProblems(pu.jht, 'pu.jht'),
    ...keyProblems(pu.jp, 'pu.jp'),
    ...keyProblems(pu.jpCeilings, 'pu.jpCeilings'),
    ...rangeProblems(pu.jkp, 'pu.jkp'),
    ...keyProblems(tables.bpu.jkmFlat, 'bpu.jkmFlat'),
    ...keyProblems(tables.bpu.jkkRates, 'bpu.jkkRates'),
    ...keyProblems(tables.bpu.jhtRates, 'bpu.jhtRates'),
    ...keyProblems(tables.bpu.brackets, 'bpu.brackets'),
    ...keyProblems(tables.jakon.contractTiers, 'jakon.contractTiers'),
    ...keyProblems(tables.jakon.wageBased, 'jakon.wageBased'),
    ...keyProblems(tables.pmi, 'pmi'),
    ...keyProblems(tables.administrativeSanctions, 'administrativeSanctions'),
    ...keyProblems(tables.receivableQualities, 'receivableQualities'),
    ...keyProblems(tables.bpuArrears, 'bpuArrears'),
    ...segmentProblems(tables.collectionLadders, 'collectionLadders'),
    ...letterProblems(tables),
    ...rowProblems(tables),
    ...ladderProblems(tables),
    ...segmentProblems(tables.dueRules, 'dueRules'),
    ...segmentProblems(tables.lateFines, 'lateFines'),
    ...coverageProblems(tables),
    ...ageProblems(tables),
    ...reliefProblems(tables),
    ...holidayProblems(tables),
    ...duplicateIds(tables),
  ]
}

const riskLevels = RiskLevel.options.map((option) => option.value)

function keyProblems(rules: readonly EffectiveRule[], key: string): string[] {
  return rules.length === 0 ? [`${key}: no rule at all`] : rangeProblems(rules, key)
}

function segmentProblems(
  rules: ReadonlyArray<EffectiveRule & { segment: string }>,
  key: string,
): string[] {
  const segments = [...new Set(rules.map((rule) => rule.segment))]
  return segments.flatMap((segment) =>
    rangeProblems(
      rules.filter((rule) => rule.segment === segment),
      `${key} ${segment}`,
    ),
  )
}

/** Where JP is billed there must be a ceiling, else a wage would go uncapped unnoticed. */
function coverageProblems(tables: RateTables): string[] {
  const ceilings = tables.pu.jpCeilings
  return tables.pu.jp
    .filter((rule) => rule.wageCeiling === 'jpCeilings')
    .flatMap((rule) => {
      const start = ceilings.some((ceiling) => isEffective(ceiling, rule.effectiveFrom))
      const last = rule.effectiveTo
      const end = ceilings.some((ceiling) =>
        last === null ? ceiling.effectiveTo === null : isEffective(ceiling, last),
      )
      return [
        ...(start ? [] : [`pu.jpCeilings: no ceiling when ${rule.id} begins`]),
        ...(end ? [] : [`pu.jpCeilings: no ceiling when ${rule.id} ends`]),
      ]
    })
}

function ageProblems(tables: RateTables): string[] {
  return tables.jpRetirementAge.flatMap((rule, i, all) => {
    const before = all[i - 1]
    return before !== undefined && before.effectiveFrom >= rule.effectiveFrom
      ? [`jpRetirementAge: ${before.id} overlaps ${rule.id}`]
      : []
  })
}

function reliefProblems(tables: RateTables): string[] {
  const problems: string[] = []
  for (const relief of tables.reliefs) {
    problems.push(...rangeProblems([relief], 'reliefs'))
    problems.push(...programmeFines(relief.lateFines ?? [], relief.id))
    for (const programme of billableProgrammes) {
      const multiply = relief.programmes[programme]?.multiplyPpm
      if (multiply === undefined || !relief.segments.includes('PU')) continue
      if (relief.programmes[programme]?.ratePpmByRiskLevel !== undefined) continue
      for (const ppm of ratesOf(tables, programme)) {
        if ((ppm * multiply) % 1_000_000 !== 0) {
          problems.push(
            `reliefs ${relief.id}: ${programme} ${ppm} ppm × ${multiply} is not whole ppm`,
          )
        }
      }
    }
  }
  return problems
}

function programmeFines(
  fines: ReadonlyArray<EffectiveRule & { programme: string }>,
  id: string,
): string[] {
  return billableProgrammes.flatMap((programme) =>
    rangeProblems(
      fines.filter((fine) => fine.programme === programme),
      `reliefs ${id} lateFines ${programme}`,
    ),
  )
}

function ratesOf(tables: RateTables, programme: (typeof billableProgrammes)[number]): number[] {
  switch (programme) {
    case 'JKK':
      return tables.pu.jkk.map((rule) => rule.ratePpm)
    case 'JKM':
      return tables.pu.jkm.map((rule) => rule.ratePpm)
    case 'JHT':
      return tables.pu.jht.flatMap((rule) => [rule.employerPpm, rule.workerPpm])
    case 'JP':
      return tables.pu.jp.flatMap((rule) => [rule.employerPpm, rule.workerPpm])
  }
}

function holidayProblems(tables: RateTables): string[] {
  return Object.entries(tables.holidays).flatMap(([year, table]) => {
    const dates = [...table.national, ...table.jointLeave]
    return [
      ...dates
        .filter((date) => !date.startsWith(`${year}-`))
        .map((date) => `holidays ${year}: ${date} belongs to another year`),
      ...dates
        .filter((date, i) => dates.indexOf(date) !== i)
        .map((date) => `holidays ${year}: ${date} is listed twice`),
    ]
  })
}

function letterProblems(tables: RateTables): string[] {
  const letters = [...new Set(tables.letterIntervals.map((one) => one.letter))]
  return letters.flatMap((letter) =>
    rangeProblems(
      tables.letterIntervals.filter((one) => one.letter === letter),
      `letterIntervals ${letter}`,
    ),
  )
}

/** Bills store rule ids, so one id must never name two rules. */
function duplicateIds(tables: RateTables): string[] {
  const ids = [
    ...tableRows(tables),
    ...tables.reliefs.flatMap((relief) => relief.lateFines ?? []),
  ].map((rule) => rule.id)
  return ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `rule id ${id} is used twice`)
}
