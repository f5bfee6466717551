import { Alert, SegmentedControl } from '@mantine/core'
import { Facts } from '../../components/Facts'
import { dateTimeOf } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { DeviceStanding, useIsProtected } from '../guard'
import { useHost } from '../../host/HostContext'
import { chooseLanguage, chosenLanguage } from '../../i18n'
import { useSerialStock } from '../../store/serials'
import { useDeviceId } from '../../sync/deviceId'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'

export function SettingsPage() {
  const { t } = useTexts('settings')
  const session = useSession()
  if (!session) return null
  return (
    <Page title={t('title')}>
      <div style={{ display: 'grid', gap: 16, maxWidth: 820 }}>
        <Panel title={t('account')}>
          <Facts
            facts={[
              [t('name'), session.user.name],
              [t('username'), session.username],
              [t('roles'), session.user.roles.join(', ')],
              [t('lease'), dateTimeOf(session.offlineLeaseUntil)],
            ]}
          />
        </Panel>
        <Panel title={t('language')}>
          <SegmentedControl
            aria-label={t('language')}
            value={chosenLanguage()}
            onChange={(value) => void chooseLanguage(value === 'en' ? 'en' : 'id')}
            data={[
              { value: 'id', label: t('indonesian') },
              { value: 'en', label: t('english') },
            ]}
          />
        </Panel>
        <ThisComputer />
        <DeviceStanding />
      </div>
    </Page>
  )
}

function ThisComputer() {
  const { t } = useTexts('settings')
  const host = useHost()
  const deviceId = useDeviceId()
  const serials = useSerialStock(deviceId)?.left
  const isProtected = useIsProtected()
  return (
    <Panel title={t('computer')}>
      <Facts
        facts={[
          [t('device'), deviceId.slice(0, 8)],
          [t('serials'), String(serials ?? '…')],
          [t('version'), host.appInfo.version],
          [t('host'), t(host.kind)],
        ]}
      />
      {isProtected !== undefined && (
        <p>
          {t('protection')}: {isProtected ? t('protected') : t('notProtected')}
        </p>
      )}
      <Alert color="amber">{t('encryption')}</Alert>
    </Panel>
  )
}
