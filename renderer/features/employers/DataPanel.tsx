import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { formatNpwp } from '#shared/domain/identity/npwp'
import { formatPhone } from '#shared/domain/identity/phone'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useKey } from '../../components/useKey'
import type { Employer } from '#shared/model/employer'
import { isAllowed } from '#shared/permissions/matrix'
import { useSession } from '../../sync/sessionStore'
import { useFieldWords, WaitingFields } from '../edits'
import classes from './EmployerPage.module.css'
import { useTexts } from '../../i18n/useTexts'

export function DataPanel({ employer }: { employer: Employer }) {
  const { t } = useTexts('employers')
  const { labelOf } = useFieldWords()
  const navigate = useNavigate()
  const facts: [string, string][] = [
    [t('npwp'), employer.npwp ? formatNpwp(employer.npwp) : '—'],
    [t('address'), `${employer.address}, ${employer.regency} ${employer.postcode}`],
    [t('owner'), `${employer.ownerName} (${employer.ownerPosition})`],
    [t('phone'), `${formatPhone(employer.phone)} · ${employer.email}`],
    [t('contact'), `${employer.picName}, ${formatPhone(employer.picPhone)}`],
    [t('programmes'), employer.programmes.join(' · ')],
    [t('size'), t(employer.size)],
    [t('registered'), `${employer.registered.name}, ${dateTimeOf(employer.registered.at)}`],
  ]
  const last = lastEdit(employer)
  if (last) {
    const { field, byName, at } = last
    const words = { field: labelOf(field), name: byName, time: dateTimeOf(at) }
    facts.push([t('lastEdit'), t('edits:lastEdit', words)])
  }
  const edit = () =>
    void navigate({ to: '/perusahaan/$employerId/ubah', params: { employerId: employer.id } })
  const mayEdit = isAllowed(useSession()?.user.roles ?? [], 'employer.edit')
  useKey('F2', () => mayEdit && edit())
  return (
    <Panel
      title={t('data')}
      actions={
        mayEdit && (
          <Button variant="default" size="compact-md" onClick={edit} aria-keyshortcuts="F2">
            {t('edits:editKey')}
          </Button>
        )
      }
    >
      <WaitingFields entity="employer" id={employer.id} />
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

/** Who changed what last. */
function lastEdit({ edits = {} }: Employer) {
  return Object.entries(edits)
    .map(([field, edit]) => ({ field, ...edit }))
    .sort((a, b) => (a.at < b.at ? 1 : -1))[0]
}
