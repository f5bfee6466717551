export { DeviceStanding } from './DeviceStanding'
export { GuardNotice } from './GuardNotice'
