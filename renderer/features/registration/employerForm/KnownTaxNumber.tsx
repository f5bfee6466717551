import { Link } from '@tanstack/react-router'
import { useWatch } from 'react-hook-form'
import { normaliseDivision } from '#shared/domain/identity/npp'
import { normaliseNpwp } from '#shared/domain/identity/npwp'
import { taxKeyOf } from '#shared/model/employer'
import classes from '../../../components/form/form.module.css'
import { findEmployerByTaxKey, searchEmployers } from '../../../store/queries/employers'
import { useLive } from '../../../store/queries/live'
import { useTexts } from '../../../i18n/useTexts'

/** While the NPWP is typed: whoever in this branch already has it. Works without a network. */
export function KnownTaxNumber() {
  const { t } = useTexts('registration')
  const [typed = '', typedDivision = ''] = useWatch({ name: ['npwp', 'division'] }) as string[]
  const npwp = normaliseNpwp(typed)
  const division = normaliseDivision(typedDivision)
  const known = useLive(async () => {
    const key = /^\d{16}(\d{6})?$/.test(npwp) ? taxKeyOf({ npwp, division }) : undefined
    if (key === undefined) return null
    const same = await findEmployerByTaxKey(key)
    if (same) return { employer: same, sameDivision: true }
    const { rows } = await searchEmployers(npwp)
    const other = rows.find((row) => row.npwp === npwp)
    return other ? { employer: other, sameDivision: false } : null
  }, [npwp, division])
  if (!known) return null
  const { employer, sameDivision } = known
  return (
    <div className={classes.hint} role="status">
      <span>
        {sameDivision
          ? t('npwpKnown', { name: employer.legalName, by: employer.registered.name })
          : t('npwpKnownOtherDivision', { name: `${employer.legalName} (${employer.division})` })}
      </span>
      <Link to="/perusahaan/$employerId" params={{ employerId: employer.id }}>
        {t('npwpOpen')}
      </Link>
      {sameDivision && <span>{t('npwpGoOn')}</span>}
    </div>
  )
}
