export { DeviceStanding } from './DeviceStanding'
export { GuardNotice } from './GuardNotice'
export { ProtectionNotice } from './ProtectionNotice'
export { useIsProtected } from './useIsProtected'
