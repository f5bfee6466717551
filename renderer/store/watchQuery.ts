import { liveQuery } from 'dexie'
import { reportTrouble } from './reportTrouble'

/**
 * Calls back with what a query finds now and after every change of what it reads, in this window or
 * in another one.
 * @param trouble what is said when it can no longer be asked
 * @returns function that ends the watch
 */
export function watchQuery<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  trouble: string,
): () => void {
  const subscription = liveQuery(query).subscribe({
    next: onValue,
    error: (error: unknown) => reportTrouble(trouble, error),
  })
  return () => subscription.unsubscribe()
}
