import type { TraceStep } from '#shared/domain/contributions/trace'
import type { Translate } from '../../i18n/useTexts'
import { longDate, money, percent } from '../format'

type ExplainKey = Parameters<Translate<'explain'>>[0]

/**
 * What a step says, in words; its amount stands beside it. Every figure comes from the step: a
 * sentence never computes.
 */
export function stepSentence(t: Translate<'explain'>, step: TraceStep): string {
  const { inputs } = step
  const rupiah = (key: string) => money(Number(inputs[key] ?? 0))
  const text = (key: string) => String(inputs[key] ?? '')
  const date = (key: string) => (inputs[key] ? longDate(text(key)) : '—')
  const programme = step.programme ?? ''
  const rate = percent(step.ppm ?? 0)
  switch (step.step) {
    case 'WAGE_BASE':
      return t('wage')
    case 'JP_CEILING':
      return ceilingSentence(t, step)
    case 'JP_RETIREMENT_AGE':
      return t(inputs['excluded'] === true ? 'ageOut' : 'ageIn', {
        age: text('age'),
        limit: text('retirementAge'),
      })
    case 'JP_NATIONALITY':
      return t('foreigner')
    case 'RELIEF':
      return inputs['normalPpm'] === undefined
        ? t('reliefAmount', { programme, rate, amount: rupiah('normalAmount') })
        : t('reliefRate', { programme, rate, normal: percent(Number(inputs['normalPpm'])) })
    case 'RELIEF_REFUSED':
      return t('reliefRefused', { id: step.ruleId, reasons: reasonWords(t, text('reasons')) })
    case 'CONTRIBUTION':
      return [step.programme && t(step.programme), step.payer && t(step.payer)]
        .filter(Boolean)
        .join(' · ')
    case 'TOTAL':
      return t(inputs['of'] === 'CONTRACT' ? 'totalContract' : 'total')
    case 'DUE_DATE':
      return inputs['nominalDueDate'] === inputs['effectiveDueDate']
        ? t('dueSame', { date: date('effectiveDueDate') })
        : t('dueMoved', { nominal: date('nominalDueDate'), effective: date('effectiveDueDate') })
    case 'MONTHS_LATE':
      return Number(inputs['monthsLate']) > 0
        ? t('monthsLate', { months: text('monthsLate'), until: date('until') })
        : t('notLate', { until: date('until') })
    case 'LATE_FINE':
      return t('fine', { programme, rate, months: text('monthsLate') })
    case 'INCOME_BRACKET':
      return t('bracket', {
        income: rupiah('monthlyIncome'),
        no: text('bracket'),
        from: rupiah('incomeFrom'),
      })
    case 'FORCED_JHT':
      return t('forcedJht')
    case 'CONTRACT_NET':
      return inputs['includesVat'] === true
        ? t('netWithVat', { value: rupiah('value'), percent: text('vatPercent') })
        : t('net')
    case 'CONTRACT_SLICE':
      return t('slice', { programme, from: rupiah('from'), to: rupiah('to') })
    case 'INSTALMENT':
      return t('instalment', { no: text('no'), of: text('of'), rate })
    case 'PRICE':
      return priceSentence(t, step)
    case 'DEFERRAL':
      return t('deferral')
    case 'CORRECTION':
      return step.programme ? `${t('correction')} · ${t(step.programme)}` : t('correction')
    case 'ALLOCATION':
      return t('allocation')
    case 'ADMINISTRATIVE_FINE':
      return t('administrativeFine', { months: text('months') })
    case 'ARREARS_LIMIT':
      return t('arrearsLimit', { months: text('billableMonths') })
  }
}

function ceilingSentence(t: Translate<'explain'>, { inputs }: TraceStep): string {
  const ceiling = money(Number(inputs['ceiling']))
  if (inputs['capped'] === undefined) return t('ceiling', { ceiling })
  return inputs['capped'] === true
    ? t('ceilingOver', { ceiling, wage: money(Number(inputs['wage'])) })
    : t('ceilingUnder', { ceiling })
}

function reasonWords(t: Translate<'explain'>, codes: string): string {
  return codes
    .split(', ')
    .map((code) => t(`reason_${code}` as ExplainKey))
    .join(', ')
}

function priceSentence(t: Translate<'explain'>, { inputs }: TraceStep): string {
  const months = String(
    inputs['part'] === 'extension' ? inputs['extensionMonths'] : inputs['packageMonths'],
  )
  return t(`price_${String(inputs['part'])}` as ExplainKey, { months })
}

/** How the amount came about, where a step multiplies or adds; `trace` is the whole of its steps. */
export function stepFormula(
  t: Translate<'explain'>,
  step: TraceStep,
  trace: readonly TraceStep[],
): string | undefined {
  if (step.step === 'CONTRIBUTION' && step.ppm === undefined) {
    const isRelieved = trace.some(
      (other) => other.step === 'RELIEF' && other.programme === step.programme,
    )
    const origin = amountOrigin(t, step, trace)
    return isRelieved ? `${origin}, ${t('afterRelief')}` : origin
  }
  if (step.base === undefined || step.ppm === undefined) return undefined
  const { workers } = step.inputs
  if (workers !== undefined) {
    return t('perWorker', {
      count: String(workers),
      base: money(step.base),
      rate: percent(step.ppm),
    })
  }
  const formula = t('formula', { base: money(step.base), rate: percent(step.ppm) })
  switch (step.rounding) {
    case 'HALF_UP':
      return `${formula}, ${t('halfUp')}`
    case 'DOWN':
      return `${formula}, ${t('down')}`
    case 'NONE':
      return formula
  }
}

/** Where an amount without a rate of its own comes from. */
function amountOrigin(
  t: Translate<'explain'>,
  { programme, base = 0 }: TraceStep,
  trace: readonly TraceStep[],
): string {
  const has = (kind: TraceStep['step']) => trace.some(({ step }) => step === kind)
  if (has('CONTRACT_SLICE')) return t('fromSlices')
  if (!has('INCOME_BRACKET')) return t('fromWages', { base: money(base) })
  return programme === 'JKM' ? t('flat') : t('fromTable', { base: money(base) })
}
