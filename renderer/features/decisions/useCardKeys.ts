import { useEffect, useRef } from 'react'

interface CardKeys {
  digit?: (digit: number) => void
  suggested?: () => void
  next?: () => void
  previous?: () => void
  undo?: () => void
}

/**
 * Keys of the decision screen: digits choose, Enter takes what is suggested, arrows or j and k
 * turn the cards, u takes the last decision back. Not while somebody types or a question is open.
 */
export function useCardKeys(keys: CardKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (isElsewhere(event)) return
      const act = actionOf(event, latest.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function actionOf({ key, target }: KeyboardEvent, keys: CardKeys): (() => void) | undefined {
  const { digit } = keys
  if (/^[0-9]$/.test(key)) return digit && (() => digit(Number(key)))
  switch (key) {
    case 'Enter':
      // On a button or link Enter is its own.
      return target instanceof HTMLElement && target.closest('button, a, summary, [role=grid]')
        ? undefined
        : keys.suggested
    case 'ArrowDown':
    case 'ArrowRight':
    case 'j':
      return keys.next
    case 'ArrowUp':
    case 'ArrowLeft':
    case 'k':
      return keys.previous
    case 'u':
      return keys.undo
    default:
      return undefined
  }
}

function isElsewhere({ target }: KeyboardEvent): boolean {
  if (document.querySelector('[role=dialog]')) return true
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('[role=menu], [role=grid]') !== null)
  )
}
