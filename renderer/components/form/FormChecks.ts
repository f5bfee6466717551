import { createContext, use } from 'react'
import type { Finding } from '#shared/domain/findings'

/** What a form knows about its fields: the findings to show now, and those accepted with a tick. */
export interface FormChecks {
  /** Findings to show at this field now; a field not yet left has none. */
  findingsOf(field: string): readonly Finding[]
  isAccepted(finding: Finding): boolean
  accept(finding: Finding, accepted: boolean): void
  /** A refusal that belongs to this field, in words. */
  refusalOf(field: string): string | undefined
}

export const FormChecksContext = createContext<FormChecks | undefined>(undefined)

export function useFormChecks(): FormChecks {
  const checks = use(FormChecksContext)
  if (!checks) throw new Error('a form field stands outside a form')
  return checks
}

/** `id` of a field's input; error summaries link to it. */
export function fieldId(field: string): string {
  return `field-${field}`
}

/** Puts the cursor into a field and brings it into view. @returns false when it is not there. */
export function focusField(field: string): boolean {
  const holder = document.getElementById(fieldId(field))
  const target = holder?.matches('input, select, textarea')
    ? holder
    : holder?.querySelector<HTMLElement>('input, select, textarea')
  if (!target) return false
  target.scrollIntoView?.({ block: 'center' })
  target.focus({ preventScroll: true })
  return true
}
