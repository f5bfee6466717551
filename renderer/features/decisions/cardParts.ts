import type { ComponentType } from 'react'
import type { Translate } from '../../i18n/useTexts'
import type { RefusedWork } from '../../store/queries/decisions'
import { EmployerComparison, PersonComparison } from './Comparison'
import type { DecisionCard } from './group'
import { RefusedRows } from './RefusedRows'
import type { Way } from './ways'

/** What a card shows besides its sentence, by reason of refusal. */
export const bodies: Partial<Record<string, ComponentType<{ rejection: RefusedWork }>>> = {
  NPWP_TAKEN: EmployerComparison,
  NIK_TAKEN: PersonComparison,
  ROWS_REFUSED: RefusedRows,
}

/** Ways that only one reason of refusal has; they stand before all others. */
export const ownWays: Partial<
  Record<string, (card: DecisionCard, t: Translate<'decisions'>) => readonly Way[]>
> = {}
