import type { ChecklistItem } from '#shared/domain/registration/attachments'
import { Panel } from '../../components/Panel'
import { useTexts } from '../../i18n/useTexts'
import type { Owner } from './addFiles'
import { Checklist } from './Checklist'

/** The scans of an employer or a person on their page. */
export function DocumentsPanel(props: { owner: Owner; checklist: readonly ChecklistItem[] }) {
  const { t } = useTexts('documents')
  return (
    <Panel title={t('panel')}>
      <Checklist {...props} />
    </Panel>
  )
}
