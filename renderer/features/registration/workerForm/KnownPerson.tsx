import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormContext, useWatch } from 'react-hook-form'
import { normaliseNik } from '#shared/domain/identity/nik'
import { period, shortDate } from '../../../components/format'
import classes from '../../../components/form/form.module.css'
import { findEmployer } from '../../../store/queries/employers'
import { useLive } from '../../../store/queries/live'
import { findBpuMemberOf } from '../../../store/queries/payers'
import { findParticipantByNik, listMembershipsOfParticipant } from '../../../store/queries/workers'
import { personValues } from './workerValues'
import { useTexts } from '../../../i18n/useTexts'

/**
 * At the sixteenth digit: who already has this NIK, where they work, and what can be done.
 * @param employerId whose worker is registered; undefined: a self-employed member
 */
export function KnownPerson({ employerId }: { employerId: string | undefined }) {
  const { t } = useTexts('registration')
  const { setValue } = useFormContext()
  const nik = normaliseNik(String(useWatch({ name: 'nik' }) ?? ''))
  const known = useLive(async () => {
    if (!/^\d{16}$/.test(nik)) return null
    const person = await findParticipantByNik(nik)
    if (!person) return null
    const jobs = (await listMembershipsOfParticipant(person.id)).filter(
      ({ status }) => status === 'ACTIVE',
    )
    const employers = await Promise.all(jobs.map((job) => findEmployer(job.employerId)))
    const member = await findBpuMemberOf(person.id)
    return { person, member, jobs: jobs.map((job, index) => ({ job, employer: employers[index] })) }
  }, [nik])
  if (!known) return null
  const { person, member, jobs } = known
  const here =
    employerId === undefined
      ? member !== undefined
      : jobs.some(({ job }) => job.employerId === employerId)
  return (
    <div className={classes.hint} role="status">
      <span>
        {t('knownPerson', { name: person.fullName, birthDate: shortDate(person.birthDate) })}
      </span>
      {here && <strong>{t(employerId === undefined ? 'knownMember' : 'knownHere')}</strong>}
      {member && (
        <Link to="/perusahaan/$employerId" params={{ employerId: member.id }}>
          {t('knownOpenMember', { since: period(member.startPeriod) })}
        </Link>
      )}
      {jobs.map(({ job, employer }) => (
        <Link key={job.id} to="/perusahaan/$employerId" params={{ employerId: job.employerId }}>
          {t('knownOpen', {
            employer: employer?.legalName ?? '…',
            since: shortDate(job.startDate),
          })}
        </Link>
      ))}
      {!here && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            for (const [name, value] of Object.entries(personValues(person))) {
              setValue(name, value, { shouldDirty: true })
            }
          }}
        >
          {t(employerId === undefined ? 'knownUsePerson' : 'knownUse')}
        </Anchor>
      )}
    </div>
  )
}
