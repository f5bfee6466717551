import { useEffect, useState } from 'react'

/** The present moment as a UTC instant, looked at again in steps. */
export function useNow(everyMs: number): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
