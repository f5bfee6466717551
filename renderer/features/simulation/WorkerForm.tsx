import { Checkbox, Group } from '@mantine/core'
import { useState } from 'react'
import { billableProgrammes, type BillableProgramme, RiskLevel } from '#shared/domain/programmes'
import { readTypedDate, readTypedMoney, readTypedPeriod } from '../../components/form/typedValues'
import { useTexts } from '../../i18n/useTexts'
import { Choice, DateInput, MoneyInput, PeriodInput } from './fields'
import { Simulated } from './Simulated'

const levels = RiskLevel.options.map((option) => option.value)

/** One worker of an employer. */
export function WorkerForm({ period: thisMonth }: { period: string }) {
  const { t } = useTexts('simulation')
  const [period, setPeriod] = useState(thisMonth)
  const [wage, setWage] = useState('')
  const [level, setLevel] = useState('2')
  const [programmes, setProgrammes] = useState<readonly BillableProgramme[]>(billableProgrammes)
  const [birthDate, setBirthDate] = useState('')
  const [nationality, setNationality] = useState<'WNI' | 'WNA'>('WNI')

  const read = {
    period: readTypedPeriod(period),
    wage: readTypedMoney(wage),
    riskLevel: RiskLevel.safeParse(Number(level)).data,
    birthDate: birthDate === '' ? undefined : readTypedDate(birthDate),
  }
  const complete =
    read.period !== undefined &&
    read.wage !== undefined &&
    read.riskLevel !== undefined &&
    programmes.length > 0 &&
    (birthDate === '' || read.birthDate !== undefined)
  return (
    <Simulated
      input={
        complete
          ? {
              kind: 'PU',
              period: read.period!,
              wage: read.wage!,
              riskLevel: read.riskLevel!,
              programmes,
              nationality,
              ...(read.birthDate && { birthDate: read.birthDate }),
            }
          : undefined
      }
    >
      <PeriodInput label={t('period')} value={period} onChange={setPeriod} />
      <MoneyInput label={t('wage')} value={wage} onChange={setWage} />
      <Choice
        label={t('riskLevel')}
        value={level}
        options={levels.map((one) => [String(one), String(one)] as const)}
        onChange={setLevel}
      />
      <DateInput
        label={t('birthDate')}
        description={t('birthDateHint')}
        value={birthDate}
        onChange={setBirthDate}
      />
      <Choice
        label={t('nationality')}
        value={nationality}
        options={[
          ['WNI', t('WNI')],
          ['WNA', t('WNA')],
        ]}
        onChange={setNationality}
      />
      <Checkbox.Group
        label={t('programmes')}
        value={[...programmes]}
        onChange={(chosen) =>
          setProgrammes(billableProgrammes.filter((one) => chosen.includes(one)))
        }
        error={programmes.length === 0 ? t('noProgramme') : undefined}
      >
        <Group gap="lg" mt={4}>
          {billableProgrammes.map((one) => (
            <Checkbox key={one} value={one} label={one} />
          ))}
        </Group>
      </Checkbox.Group>
    </Simulated>
  )
}
