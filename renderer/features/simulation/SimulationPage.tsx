import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { today } from '../../components/format'
import { showTypedDate, showTypedPeriod } from '../../components/form/typedValues'
import { Page } from '../../components/Page'
import { useTexts } from '../../i18n/useTexts'
import { BpuForm } from './BpuForm'
import { ProjectForm } from './ProjectForm'
import { WorkerForm } from './WorkerForm'

/** Calculate and explain for somebody at the counter; nothing is stored. */
export function SimulationPage() {
  const { t } = useTexts('simulation')
  const [kind, setKind] = useState('PU')
  const day = today()
  const period = showTypedPeriod(day.slice(0, 7))
  return (
    <Page title={t('title')} intro={t('intro')}>
      <SegmentedControl
        aria-label={t('kind')}
        value={kind}
        onChange={setKind}
        mb="md"
        data={[
          { value: 'PU', label: t('PU') },
          { value: 'BPU', label: t('BPU') },
          { value: 'JAKON', label: t('JAKON') },
        ]}
      />
      {kind === 'PU' && <WorkerForm period={period} />}
      {kind === 'BPU' && <BpuForm period={period} />}
      {kind === 'JAKON' && <ProjectForm period={period} date={showTypedDate(day)} />}
    </Page>
  )
}
