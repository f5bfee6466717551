import type { PatchableEntity } from '#shared/commands/records/patchable'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import { useWaitingFields } from '../../store/queries/patches'
import { useFieldWords } from './fieldWords'

/** Which fields of a row were changed here and wait for the server. */
export function WaitingFields({ entity, id }: { entity: PatchableEntity; id: string }) {
  const { t } = useTexts('edits')
  const { labelOf } = useFieldWords()
  const fields = useWaitingFields(entity, id) ?? []
  if (fields.length === 0) return null
  return (
    <StatusTag tone="waiting">{t('waiting', { fields: fields.map(labelOf).join(', ') })}</StatusTag>
  )
}
