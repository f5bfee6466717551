import { Alert } from '@mantine/core'
import { isAllowed } from '#shared/permissions/matrix'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { useTexts } from '../../i18n/useTexts'
import { useClientMeta } from '../../store/queries/outbox'
import { useRights } from '../../store/queries/reservations'
import { useSerialStock } from '../../store/serials'
import { useDeviceId } from '../../sync/deviceId'
import { useSession } from '../../sync/sessionStore'
import { ChooseEmployers } from './ChooseEmployers'
import { Readiness } from './Readiness'
import { RightsTable } from './RightsTable'
import classes from './Visits.module.css'

/** Before leaving the network: rights for the employers of the day, and what is still missing. */
export function VisitsPage() {
  const { t } = useTexts('visits')
  const rights = useRights(useDeviceId())
  const stock = useSerialStock(useDeviceId())?.left
  const meta = useClientMeta()
  const roles = useSession()?.user.roles ?? []
  if (!rights || stock === undefined || !meta) return null
  if (!isAllowed(roles, 'reservation.take')) {
    return (
      <Page title={t('title')}>
        <Alert color="amber">{t('paymentCodes:notAllowed')}</Alert>
      </Page>
    )
  }
  const mine = rights.filter(({ standing }) => standing !== 'other')
  const others = rights.filter(({ standing }) => standing === 'other')
  return (
    <Page title={t('title')} intro={t('intro')}>
      <Readiness rights={mine} stock={stock} meta={meta} />
      <div className={classes.stack}>
        <ChooseEmployers rights={rights} />
        <Panel title={t('mine')}>
          {mine.length === 0 ? (
            <EmptyState>{t('mineNone')}</EmptyState>
          ) : (
            <RightsTable label={t('mine')} rights={mine} />
          )}
        </Panel>
        {others.length > 0 && (
          <Panel title={t('others')}>
            <RightsTable label={t('others')} rights={others} />
          </Panel>
        )}
      </div>
    </Page>
  )
}
