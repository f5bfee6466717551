import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { readTypedDate, readTypedMoney, readTypedPeriod } from '../../components/form/typedValues'
import { useTexts } from '../../i18n/useTexts'
import { Choice, DateInput, MoneyInput, PeriodInput } from './fields'
import { Simulated } from './Simulated'
import type { SimulationInput } from './simulate'

const termCounts = ['1', '2', '3', '4'] as const

/** A construction project, by the value of its contract or by known wages. */
export function ProjectForm({ period: thisMonth, date }: { period: string; date: string }) {
  const { t } = useTexts('simulation')
  const [method, setMethod] = useState<'CONTRACT' | 'WAGES'>('CONTRACT')
  const [value, setValue] = useState('')
  const [includesVat, setIncludesVat] = useState(true)
  const [contractDate, setContractDate] = useState(date)
  const [terms, setTerms] = useState<(typeof termCounts)[number]>('1')
  const [period, setPeriod] = useState(thisMonth)
  const [wages, setWages] = useState('')

  const contract = { value: readTypedMoney(value), contractDate: readTypedDate(contractDate) }
  const byWages = { period: readTypedPeriod(period), wages: readTypedMoney(wages) }
  const input = (): SimulationInput | undefined => {
    if (method === 'CONTRACT') {
      if (contract.value === undefined || contract.contractDate === undefined) return undefined
      return {
        kind: 'CONTRACT',
        value: contract.value,
        includesVat,
        contractDate: contract.contractDate,
        terms: Number(terms),
      }
    }
    if (byWages.period === undefined || byWages.wages === undefined) return undefined
    return { kind: 'WAGES', period: byWages.period, wages: byWages.wages }
  }
  return (
    <Simulated input={input()}>
      <Choice
        label={t('method')}
        value={method}
        options={[
          ['CONTRACT', t('CONTRACT')],
          ['WAGES', t('WAGES')],
        ]}
        onChange={setMethod}
      />
      {method === 'CONTRACT' ? (
        <>
          <MoneyInput label={t('value')} value={value} onChange={setValue} />
          <Checkbox
            label={t('includesVat')}
            checked={includesVat}
            onChange={(event) => setIncludesVat(event.currentTarget.checked)}
          />
          <DateInput label={t('contractDate')} value={contractDate} onChange={setContractDate} />
          <Choice
            label={t('terms')}
            value={terms}
            options={termCounts.map(
              (one) => [one, one === '1' ? t('once') : t('termCount', { count: one })] as const,
            )}
            onChange={setTerms}
          />
        </>
      ) : (
        <>
          <PeriodInput label={t('period')} value={period} onChange={setPeriod} />
          <MoneyInput label={t('wages')} value={wages} onChange={setWages} />
        </>
      )}
    </Simulated>
  )
}
