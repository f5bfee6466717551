import { getRuntime } from './runtime'

/** This device's id. @throws Error when nobody is signed in */
export function useDeviceId(): string {
  return getRuntime().identity().deviceId
}
