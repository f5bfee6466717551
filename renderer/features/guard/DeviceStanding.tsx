import { megabytes } from '#shared/sync/assertGate'
import { daysWithoutServer, gateLimits, type DeviceFacts } from '#shared/sync/gate'
import { Facts } from '../../components/Facts'
import { amount } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useDeviceFacts } from './useDeviceFacts'
import { useTexts, type Translate } from '../../i18n/useTexts'

/** The counters of the gate, always: what waits, days without the server, room on the disk. */
export function DeviceStanding() {
  const { t } = useTexts('guard')
  const facts = useDeviceFacts()
  const waiting = { count: amount(facts.pending), stop: amount(gateLimits.stopPending) }
  const days = { days: daysWithoutServer(facts), stop: gateLimits.stopDays }
  return (
    <Panel title={t('title')}>
      <Facts
        facts={[
          [t('waiting'), t('waitingValue', waiting)],
          [t('days'), facts.pulledAt === undefined ? t('neverPulled') : t('daysValue', days)],
          [t('disk'), diskText(facts, t)],
        ]}
      />
    </Panel>
  )
}

function diskText({ freeBytes, writeFailed }: DeviceFacts, t: Translate<'guard'>): string {
  if (writeFailed) return t('diskFailed')
  if (freeBytes === undefined) return t('diskUnknown')
  return t('diskValue', { freeMb: amount(megabytes(freeBytes)) })
}
