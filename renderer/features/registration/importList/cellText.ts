import type { ImportCell } from '#shared/registration/importCell'
import { showTypedDate } from '../../../components/form/typedValues'

/** A cell as it is shown and typed: dates the way the template wants them. */
export function cellText(cell: ImportCell | undefined): string {
  if (cell === undefined) return ''
  return cell.kind === 'date' ? showTypedDate(cell.text).replaceAll('/', '-') : cell.text
}
