export { SignInPage } from './SignInPage'
export { RebuiltNotice } from './RebuiltNotice'
