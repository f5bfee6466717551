import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormContext, useWatch } from 'react-hook-form'
import { normaliseNik } from '#shared/domain/identity/nik'
import { shortDate } from '../../../components/format'
import classes from '../../../components/form/form.module.css'
import { findEmployer } from '../../../store/queries/employers'
import { useLive } from '../../../store/queries/live'
import { findParticipantByNik, listMembershipsOfParticipant } from '../../../store/queries/workers'
import { personValues } from './workerValues'
import { useTexts } from '../../../i18n/useTexts'

/** At the sixteenth digit: who already has this NIK, where they work, and what can be done. */
export function KnownPerson({ employerId }: { employerId: string }) {
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
    return { person, jobs: jobs.map((job, index) => ({ job, employer: employers[index] })) }
  }, [nik])
  if (!known) return null
  const { person, jobs } = known
  const here = jobs.some(({ job }) => job.employerId === employerId)
  return (
    <div className={classes.hint} role="status">
      <span>
        {t('knownPerson', { name: person.fullName, birthDate: shortDate(person.birthDate) })}
      </span>
      {here && <strong>{t('knownHere')}</strong>}
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
          {t('knownUse')}
        </Anchor>
      )}
    </div>
  )
}
