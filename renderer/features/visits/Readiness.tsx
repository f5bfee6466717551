import { Alert, List } from '@mantine/core'
import type { ClientMeta } from '#shared/sync/clientPorts'
import { shortDate } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import type { RightView } from '../../store/queries/reservations'
import classes from './Visits.module.css'

/** Below this many numbers an officer may run dry during a day outside. */
export const LEAST_STOCK = 50

interface ReadinessProps {
  rights: readonly RightView[]
  /** Code numbers left on this device. */
  stock: number
  meta: ClientMeta
}

/** "Siap bekerja tanpa jaringan: ya/belum", and what is missing. */
export function Readiness({ rights, stock, meta }: ReadinessProps) {
  const { t } = useTexts('visits')
  const held = rights.filter(({ standing }) => standing === 'held')
  const waiting = rights.filter(({ standing }) => standing === 'waiting').length
  const lacks = [
    ...(meta.pulledAt === undefined || meta.catchUp ? [t('lackData')] : []),
    ...(stock < LEAST_STOCK ? [t('lackStock', { count: stock, least: LEAST_STOCK })] : []),
    ...(waiting > 0 ? [t('lackAnswer', { count: waiting })] : []),
    ...(held.length === 0 ? [t('lackRights')] : []),
  ]
  const first = held.map(({ until }) => until).sort()[0]
  return (
    <Alert
      color={lacks.length === 0 ? 'green' : 'amber'}
      title={lacks.length === 0 ? t('ready') : t('notReady')}
      data-testid="readiness"
      mb="md"
    >
      {first && (
        <p className={classes.line}>
          {t('readyStock', { count: stock, employers: held.length, until: shortDate(first) })}
        </p>
      )}
      {lacks.length > 0 && (
        <List>
          {lacks.map((lack) => (
            <List.Item key={lack}>{lack}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}
