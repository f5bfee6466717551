import { useEffect, useState } from 'react'

export interface Age {
  readonly unit: 'now' | 'minutes' | 'hours' | 'days'
  readonly n: number
}

/** How long ago, in the largest unit that is at least one. A clock set back counts as now. */
export function ageOf(since: string, now: number): Age {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  if (minutes < 1) return { unit: 'now', n: 0 }
  if (minutes < 60) return { unit: 'minutes', n: minutes }
  if (minutes < 24 * 60) return { unit: 'hours', n: Math.floor(minutes / 60) }
  return { unit: 'days', n: Math.floor(minutes / (24 * 60)) }
}

/** The time, good to half a minute, for showing ages. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
