import { findSetting } from '../settings'
import { useLive } from './live'

/** A setting as it now stands, also when another window changes it; the caller knows its shape. */
export function useSetting(key: string): unknown {
  return useLive(() => findSetting(key), [key])
}
