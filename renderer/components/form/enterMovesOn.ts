import type { KeyboardEvent } from 'react'

const FIELDS =
  'input:not([type="hidden"]):not([disabled]):not([tabindex="-1"]), select:not([disabled]), textarea:not([disabled]), button[data-last-stop]'

/**
 * Enter = next field, Shift+Enter = previous, as staff know it from their tills. Links and buttons
 * keep their own Enter.
 */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return
  if (!(event.target instanceof HTMLElement)) return
  const { target, currentTarget } = event
  if (!target.matches('input, select, textarea')) return
  // A list of choices has just taken Enter as its answer: one key chooses and moves on.
  if (event.defaultPrevented && target.getAttribute('role') !== 'combobox') return
  event.preventDefault()
  const stops = [...currentTarget.querySelectorAll<HTMLElement>(FIELDS)]
  const here = stops.indexOf(target)
  const next = stops[here + (event.shiftKey ? -1 : 1)]
  if (here < 0 || !next) return
  next.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
}
