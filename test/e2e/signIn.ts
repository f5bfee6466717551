import type { Computer } from '../support/e2e'
import { userOf } from '../support/e2eServerView'
import type { PracticeServer } from '../support/practiceServer'
import { Frame } from './pages/frame'
import { SignInPage } from './pages/signInPage'

/**
 * Signs a person of the practice branch in and waits for the branch's data and for the service worker,
 * so that the computer can do without its cable whenever a test wants that.
 */
export async function signInAs(
  computer: Computer,
  server: PracticeServer,
  username: string,
): Promise<Frame> {
  await new SignInPage(computer.page).signIn(computer.address, userOf(server, username))
  const frame = new Frame(computer.page)
  await frame.everythingSent()
  await frame.opensOffline()
  return frame
}
