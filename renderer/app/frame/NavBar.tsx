import { Link } from '@tanstack/react-router'
import {
  IconAdjustments,
  IconBackhoe,
  IconCalculator,
  IconGitMerge,
  IconSend,
  IconSettings,
  IconRoute,
} from '@tabler/icons-react'
import { isAllowed } from '#shared/permissions/matrix'
import { useSession } from '../../sync/sessionStore'
import { useOpenRejectionCount } from '../../store/queries/decisions'
import classes from './NavBar.module.css'
import { navEntries } from './navEntries'
import { useTexts } from '../../i18n/useTexts'

export function NavBar() {
  const { t } = useTexts('frame')
  const session = useSession()
  const seesParameters = isAllowed(session?.user.roles ?? [], 'rates.propose')
  const preparesVisits = isAllowed(session?.user.roles ?? [], 'reservation.take')
  const decisions = useOpenRejectionCount() ?? 0
  return (
    <nav className={classes.nav} aria-label={t('navigation')}>
      <ul>
        {navEntries.map(({ key, to, label, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.link}
              activeOptions={{ exact: to === '/' }}
              aria-keyshortcuts={`Alt+${key}`}
            >
              <kbd>{key}</kbd>
              <Icon size={18} aria-hidden />
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
      <ul className={classes.lower}>
        <li>
          <Link to="/bpu-proyek" className={classes.link}>
            <IconBackhoe size={18} aria-hidden />
            {t('employers:segments')}
          </Link>
        </li>
        <li>
          <Link to="/simulasi" className={classes.link}>
            <IconCalculator size={18} aria-hidden />
            {t('simulation')}
          </Link>
        </li>
        {preparesVisits && (
          <li>
            <Link to="/kunjungan" className={classes.link}>
              <IconRoute size={18} aria-hidden />
              {t('visits:prepare')}
            </Link>
          </li>
        )}
        {seesParameters && (
          <li>
            <Link to="/admin/tarif" className={classes.link}>
              <IconAdjustments size={18} aria-hidden />
              {t('parameters')}
            </Link>
          </li>
        )}
        <li>
          <Link to="/keputusan" className={classes.link}>
            <IconGitMerge size={18} aria-hidden />
            {t('decisions')}
            {decisions > 0 && <span className={classes.badge}>{decisions}</span>}
          </Link>
        </li>
        <li>
          <Link to="/status-kirim" className={classes.link}>
            <IconSend size={18} aria-hidden />
            {t('syncStatus')}
          </Link>
        </li>
        <li>
          <Link to="/pengaturan" className={classes.link}>
            <IconSettings size={18} aria-hidden />
            {t('settings')}
          </Link>
        </li>
      </ul>
    </nav>
  )
}
