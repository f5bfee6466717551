import { formatNpwp } from '#shared/domain/identity/npwp'
import { formatPhone } from '#shared/domain/identity/phone'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import type { Employer } from '#shared/model/employer'
import classes from './EmployerPage.module.css'
import { useTexts } from '../../i18n/useTexts'

export function DataPanel({ employer }: { employer: Employer }) {
  const { t } = useTexts('employers')
  const facts: [string, string][] = [
    [t('npwp'), employer.npwp ? formatNpwp(employer.npwp) : '—'],
    [t('address'), `${employer.address}, ${employer.regency} ${employer.postcode}`],
    [t('owner'), `${employer.ownerName} (${employer.ownerPosition})`],
    [t('contact'), `${employer.picName}, ${formatPhone(employer.picPhone)}`],
    [t('programmes'), employer.programmes.join(' · ')],
    [t('size'), t(employer.size)],
    [t('registered'), `${employer.registered.name}, ${dateTimeOf(employer.registered.at)}`],
  ]
  return (
    <Panel title={t('data')}>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <Fact key={label} label={label} value={value} />
        ))}
      </dl>
    </Panel>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}
