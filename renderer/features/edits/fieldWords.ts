import type { PatchValue } from '#shared/commands/records/patchable'
import { formatPhone } from '#shared/domain/identity/phone'
import { useTexts } from '../../i18n/useTexts'
import { editTexts } from './texts'

type LabelKey = Extract<keyof (typeof editTexts)['id'], `f_${string}`>

/** Names and values of plain fields as people read them. */
export function useFieldWords(): {
  labelOf: (field: string) => string
  valueOf: (field: string, value: PatchValue) => string
} {
  const { t } = useTexts('edits')
  return {
    // A newer server may know fields that this version has no name for.
    labelOf: (field) => (isLabelled(field) ? t(`f_${field}` as LabelKey) : field),
    valueOf: (field, value) => {
      if (typeof value === 'boolean') return value ? t('yes') : t('no')
      if (value === null || value === '') return t('empty')
      return /phone|mobile/i.test(field) ? formatPhone(value) : value
    },
  }
}

function isLabelled(field: string): boolean {
  return Object.hasOwn(editTexts.id, `f_${field}`)
}
