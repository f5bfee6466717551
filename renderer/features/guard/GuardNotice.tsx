import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { megabytes } from '#shared/sync/assertGate'
import {
  daysWithoutServer,
  diskLevel,
  gateFindings,
  gateLimits,
  type DeviceFacts,
  type GateFinding,
} from '#shared/sync/gate'
import { amount } from '../../components/format'
import { diskStore, recheckDisk, type Silence } from '../../sync/diskGuard'
import { useDeviceFacts } from './useDeviceFacts'
import { useTexts, type Translate } from '../../i18n/useTexts'

/** The most pressing thing about disk and distance to the server, on every page, in one sentence. */
export function GuardNotice() {
  const { t } = useTexts('guard')
  const facts = useDeviceFacts()
  const { needsRestart, silence } = diskStore()
  const [finding] = gateFindings(facts)
  // First what concerns the very thing that the person is doing.
  if (silence) return <SilenceNotice silence={silence} />
  if (!finding) return null
  return (
    <Alert
      color={finding.stops ? 'red' : 'yellow'}
      m="md"
      role={finding.stops ? 'alert' : 'status'}
      data-testid="guard-notice"
      icon={<IconAlertTriangle size={20} aria-hidden />}
    >
      <Group>
        {needsRestart ? t('needsRestart') : sentenceOf(finding, facts, t)}
        {finding.reason === 'disk' && (
          <Button size="xs" variant="default" onClick={() => void recheckDisk()}>
            {t('recheck')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** A save that the disk has neither taken nor refused. */
function SilenceNotice({ silence }: { silence: Silence }) {
  const { t } = useTexts('guard')
  const isStuck = silence === 'stuck'
  return (
    <Alert
      color={isStuck ? 'red' : 'yellow'}
      m="md"
      role="alert"
      data-testid="guard-notice"
      icon={<IconAlertTriangle size={20} aria-hidden />}
    >
      {t(isStuck ? 'saveStuck' : 'saveSlow')}
    </Alert>
  )
}

function sentenceOf(finding: GateFinding, facts: DeviceFacts, t: Translate<'guard'>): string {
  switch (finding.reason) {
    case 'disk':
      return diskSentence(facts, t)
    case 'version':
      return t('version')
    case 'days': {
      const values = { days: daysWithoutServer(facts), stop: gateLimits.stopDays }
      return finding.stops ? t('daysStop', values) : t('daysWarn', values)
    }
    case 'pending': {
      const values = { count: facts.pending, stop: amount(gateLimits.stopPending) }
      return finding.stops ? t('pendingStop', values) : t('pendingWarn', values)
    }
  }
}

function diskSentence(facts: DeviceFacts, t: Translate<'guard'>): string {
  if (facts.writeFailed) return t('writeFailed')
  const values = { freeMb: megabytes(facts.freeBytes ?? 0) }
  switch (diskLevel(facts)) {
    case 'enough':
    case 'low':
      return t('diskLow', values)
    case 'noLargeJobs':
      return t('diskNoLargeJobs', values)
    case 'noNewWork':
      return t('diskNoNewWork', values)
  }
}
