import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconDeviceFloppy,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { dateTimeOf, isToday, timeOf } from '../../components/format'
import type { SyncStatus } from '../../sync/status'
import { journalStore } from '../../sync/journal/workJournal'
import { useSyncStatus } from '../../sync/useSyncStatus'
import classes from './StatusLine.module.css'
import { useTexts, type Translate } from '../../i18n/useTexts'

const icons = {
  needsDecision: IconAlertTriangle,
  savedHere: IconDeviceFloppy,
  waiting: IconClock,
  allSent: IconCircleCheck,
} as const

/** Always visible, never moves: where the work of this computer stands, in words. */
export function StatusLine() {
  const { t } = useTexts('syncStatus')
  const status = useSyncStatus()
  const owed = journalStore(({ owed }) => owed)
  const sentence = useStateSentence(status)
  const Icon = icons[status.state]
  return (
    <footer className={classes.line} data-state={status.state} data-testid="status-line">
      <Link to="/status-kirim" className={classes.main}>
        <Icon size={16} aria-hidden />
        <span role="status">{owed > 0 ? t('savedOnce') : sentence}</span>
      </Link>
      {(status.state === 'needsDecision' || owed > 0) && status.waiting > 0 && (
        <span>{t('waiting', { count: status.waiting })}</span>
      )}
      {status.decisions > 0 && (
        <Link to="/keputusan" className={classes.decisions}>
          {t('needsDecision', { count: status.decisions })}
        </Link>
      )}
      <span className={classes.network}>{networkSentence(status, t)}</span>
      <span className={classes.asOf}>
        {status.dataAsOf && t('dataAsOf', { when: timeOrDateOf(status.dataAsOf) })}
      </span>
    </footer>
  )
}

function useStateSentence(status: SyncStatus): string {
  const { t } = useTexts('syncStatus')
  switch (status.state) {
    case 'needsDecision':
    case 'savedHere':
      return t('savedHere')
    case 'waiting':
      if (status.waiting === 0) return t('filesWaiting', { count: status.files })
      return t('waitingSince', {
        count: status.waiting,
        when: status.waitingSince ? whenOf(status.waitingSince, t) : '',
      })
    case 'allSent':
      return t('allSent', { when: status.confirmedAt ? whenOf(status.confirmedAt, t) : '' })
  }
}

/** An hour of another day must not read like one of today. */
function timeOrDateOf(instant: string): string {
  return isToday(instant) ? timeOf(instant) : dateTimeOf(instant)
}

function whenOf(instant: string, t: Translate<'syncStatus'>): string {
  return isToday(instant) ? t('atTime', { time: timeOf(instant) }) : dateTimeOf(instant)
}

function networkSentence(status: SyncStatus, t: Translate<'syncStatus'>): string {
  switch (status.network) {
    case 'ready':
      return ''
    case 'working':
      return t('networkWorking')
    case 'offline':
      return t('networkOffline')
    case 'trouble':
      return t('networkTrouble')
    case 'ownTrouble':
      return t('networkOwnTrouble')
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
