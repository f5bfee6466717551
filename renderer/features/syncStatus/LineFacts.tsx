import { Alert } from '@mantine/core'
import { Facts } from '../../components/Facts'
import { dateTimeOf, timeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useTexts, type Translate } from '../../i18n/useTexts'
import { useClientMeta } from '../../store/queries/outbox'
import { useLoopState, type LoopState } from '../../sync/loopState'

/** Differences that matter to dates on paper; smaller ones are nobody's business. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/** How the line stands: last contact, age of the data, a clock that is off. */
export function LineFacts() {
  const { t } = useTexts('syncStatus')
  const meta = useClientMeta()
  const loop = useLoopState()
  const offset = meta?.clock?.offsetMs ?? 0
  return (
    <Panel title={t('line')}>
      <Facts
        facts={[
          [t('lineNow'), lineSentence(loop, t)],
          [t('lastContact'), meta?.clock ? dateTimeOf(meta.clock.serverTime) : t('never')],
          [t('dataFrom'), meta?.pulledAt ? dateTimeOf(meta.pulledAt) : t('never')],
        ]}
      />
      {Math.abs(offset) >= CLOCK_TOLERANCE_MS && (
        <Alert color="amber">{t('clockOff', { difference: duration(offset, t) })}</Alert>
      )}
    </Panel>
  )
}

function lineSentence(loop: LoopState, t: Translate<'syncStatus'>): string {
  switch (loop.kind) {
    case 'stopped':
    case 'idle':
      return t('lineReady')
    case 'pushing':
    case 'pulling':
      return t('networkWorking')
    case 'offline':
      return `${t('networkOffline')} ${t('nextTry', { time: timeOf(instant(loop.retryAt)) })}`
    case 'trouble':
      return `${t('networkTrouble')} ${t('nextTry', { time: timeOf(instant(loop.retryAt)) })}`
    case 'ownTrouble':
      return `${t('networkOwnTrouble')} ${t('nextTry', { time: timeOf(instant(loop.retryAt)) })}`
    case 'needsSignIn':
      return t('networkNeedsSignIn')
    case 'updateNeeded':
      return t('networkUpdateNeeded')
    case 'recovering':
      return t('networkRecovering')
    case 'asksRemoval':
      return t('networkAsksRemoval')
  }
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

/** 1 jam 4 menit */
function duration(ms: number, t: Translate<'syncStatus'>): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const hours = Math.floor(minutes / 60)
  const rest = t('minutes', { count: minutes % 60 })
  return hours > 0 ? `${t('hours', { count: hours })} ${rest}` : rest
}
