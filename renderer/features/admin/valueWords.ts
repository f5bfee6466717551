import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Relief } from '#shared/domain/rates/reliefs'
import type { TableName } from '#shared/domain/rates/tableRows'
import { billableProgrammes } from '#shared/domain/programmes'
import { money, percent } from '../../components/format'
import type { Translate } from '../../i18n/useTexts'

type T = Translate<'admin'>

/** What a row says, in plain words. @throws Error for a row that the table does not have */
export function valueWords(t: T, tables: RateTables, table: TableName, id: string): string {
  const { pu, bpu, jakon } = tables
  switch (table) {
    case 'pu.jkk': {
      const row = get(pu.jkk, id)
      return t('vJkk', { level: row.riskLevel, label: row.labelId, rate: percent(row.ratePpm) })
    }
    case 'pu.jkm':
      return t('vEmployer', { rate: percent(get(pu.jkm, id).ratePpm) })
    case 'pu.jht':
    case 'pu.jp': {
      const row = get(table === 'pu.jht' ? pu.jht : pu.jp, id)
      const words = { employer: percent(row.employerPpm), worker: percent(row.workerPpm) }
      return t(row.wageCeiling ? 'vSharedCapped' : 'vShared', words)
    }
    case 'pu.jpCeilings':
      return t('vCeiling', { amount: money(get(pu.jpCeilings, id).ceiling) })
    case 'pu.jkp': {
      const row = get(pu.jkp, id)
      return t('vJkp', { rate: percent(row.totalPpm), ceiling: money(row.wageCeiling) })
    }
    case 'jpRetirementAge':
      return t('vAge', { age: get(tables.jpRetirementAge, id).age })
    case 'bpu.jkmFlat':
      return t('vFlat', { amount: money(get(bpu.jkmFlat, id).amount) })
    case 'bpu.jkkRates':
    case 'bpu.jhtRates': {
      const row = get(table === 'bpu.jkkRates' ? bpu.jkkRates : bpu.jhtRates, id)
      return t('vOfBase', { rate: percent(row.ratePpmOfBase) })
    }
    case 'bpu.brackets': {
      const { rows } = get(bpu.brackets, id)
      const bases = rows.map(({ base }) => base)
      return t('vBrackets', {
        count: rows.length,
        lowest: money(Math.min(...bases)),
        highest: money(Math.max(...bases)),
      })
    }
    case 'jakon.contractTiers': {
      const { rows } = get(jakon.contractTiers, id)
      return t('vTiers', {
        count: rows.length,
        first: percent(rows[0]?.jkkPpm ?? 0),
        last: percent(rows.at(-1)?.jkkPpm ?? 0),
      })
    }
    case 'jakon.wageBased': {
      const row = get(jakon.wageBased, id)
      return t('vWages', { jkk: percent(row.jkkPpm), jkm: percent(row.jkmPpm) })
    }
    case 'jakon.vat':
      return t('vVat', { percent: get(jakon.vat, id).percent })
    case 'pmi': {
      const { beforeDeparture, duringAndAfter, extensionPerMonth } = get(tables.pmi, id)
      return t('vPmi', {
        before: money(beforeDeparture.viaAgency),
        count: duringAndAfter.length,
        extension: money(extensionPerMonth),
      })
    }
    case 'reliefs':
      return reliefWords(t, get(tables.reliefs, id))
    case 'dueRules': {
      const row = get(tables.dueRules, id)
      return t(row.monthOffset === 0 ? 'vDueSame' : 'vDueNext', {
        segment: row.segment,
        day: row.day,
      })
    }
    case 'lateFines': {
      const row = get(tables.lateFines, id)
      const words = { segment: row.segment, rate: percent(row.ppmPerMonth) }
      return t(row.ppmPerMonth === 0 ? 'vNoFine' : 'vFine', words)
    }
    case 'administrativeSanctions': {
      const row = get(tables.administrativeSanctions, id)
      return t('vSanction', {
        count: row.writtenWarnings,
        days: row.workingDaysEach,
        rate: percent(row.finePpmPerMonth),
        most: row.fineMaxDays,
      })
    }
    case 'receivableQualities': {
      const row = get(tables.receivableQualities, id)
      return t('vQualities', { count: row.classes.length, columns: row.ageingColumns.length })
    }
    case 'bpuArrears':
      return t('vArrears', { months: get(tables.bpuArrears, id).maxBillableMonths })
    case 'collectionLadders': {
      const row = get(tables.collectionLadders, id)
      return t('vLadder', {
        segment: row.segment,
        count: row.steps.length,
        first: row.steps[0]?.labelId ?? '',
        last: row.steps.at(-1)?.labelId ?? '',
      })
    }
    case 'letterIntervals': {
      const row = get(tables.letterIntervals, id)
      const letter = t(`letter_${row.letter}`)
      return t(row.dayKind === 'WORKING' ? 'vAnswerWorking' : 'vAnswerCalendar', {
        letter,
        days: row.answerDays,
      })
    }
  }
}

function reliefWords(t: T, relief: Relief): string {
  const parts = billableProgrammes.flatMap((programme) => {
    const effect = relief.programmes[programme]
    if (!effect) return []
    if (effect.multiplyPpm !== undefined) {
      return [t('vReliefPart', { programme, rate: percent(effect.multiplyPpm) })]
    }
    if (effect.deferPpm !== undefined) {
      return [t('vReliefDefer', { programme, rate: percent(effect.deferPpm) })]
    }
    const rates = Object.values(effect.ratePpmByRiskLevel ?? {}).map(percent)
    return [t('vReliefRates', { programme, rates: rates.join(' / ') })]
  })
  const who = relief.segments.join(', ') + (relief.sector ? ` ${t(`sector_${relief.sector}`)}` : '')
  const how = t(relief.automatic ? 'vReliefAutomatic' : 'vReliefRequested')
  return `${who}: ${parts.join('; ')}; ${how}`
}

function get<Row extends { id: string }>(rows: readonly Row[], id: string): Row {
  const row = rows.find((one) => one.id === id)
  if (!row) throw new Error(`no row ${id}`)
  return row
}
