import { useEffect, useState } from 'react'
import { requestPersistence } from '../../store/persistence'

/** Whether the browser has promised to keep the data of this program; undefined = not asked yet. */
export function useIsProtected(): boolean | undefined {
  const [isProtected, setProtected] = useState<boolean>()
  useEffect(() => {
    let isShown = true
    const tell = (answer: boolean): void => {
      if (isShown) setProtected(answer)
    }
    requestPersistence().then(tell, () => tell(false))
    return () => {
      isShown = false
    }
  }, [])
  return isProtected
}
