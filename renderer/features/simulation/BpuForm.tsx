import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { BpuSector, PaymentRoute } from '#shared/domain/programmes'
import { readTypedMoney, readTypedPeriod } from '../../components/form/typedValues'
import { useTexts } from '../../i18n/useTexts'
import { Choice, MoneyInput, PeriodInput } from './fields'
import { Simulated } from './Simulated'

/** A self-employed member. */
export function BpuForm({ period: thisMonth }: { period: string }) {
  const { t } = useTexts('simulation')
  const [period, setPeriod] = useState(thisMonth)
  const [income, setIncome] = useState('')
  const [withJht, setWithJht] = useState(false)
  const [isBusinessOwner, setBusinessOwner] = useState(false)
  const [sector, setSector] = useState<BpuSector>('OTHER')
  const [route, setRoute] = useState<PaymentRoute>('SELF')

  const read = { period: readTypedPeriod(period), monthlyIncome: readTypedMoney(income) }
  const complete = read.period !== undefined && read.monthlyIncome !== undefined
  return (
    <Simulated
      input={
        complete
          ? {
              kind: 'BPU',
              period: read.period!,
              monthlyIncome: read.monthlyIncome!,
              withJht,
              isBusinessOwner,
              sector,
              route,
            }
          : undefined
      }
    >
      <PeriodInput label={t('period')} value={period} onChange={setPeriod} />
      <MoneyInput label={t('income')} value={income} onChange={setIncome} />
      <Choice
        label={t('sector')}
        value={sector}
        options={BpuSector.options.map((one) => [one, t(one)] as const)}
        onChange={setSector}
      />
      <Choice
        label={t('route')}
        value={route}
        options={PaymentRoute.options.map((one) => [one, t(one)] as const)}
        onChange={setRoute}
      />
      <Checkbox
        label={t('withJht')}
        checked={withJht}
        onChange={(event) => setWithJht(event.currentTarget.checked)}
      />
      <Checkbox
        label={t('isBusinessOwner')}
        checked={isBusinessOwner}
        onChange={(event) => setBusinessOwner(event.currentTarget.checked)}
      />
    </Simulated>
  )
}
