export { SignInPage } from './SignInPage'
export { JournalDamagedNotice } from './JournalDamagedNotice'
export { RebuiltNotice } from './RebuiltNotice'
