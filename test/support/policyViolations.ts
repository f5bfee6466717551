import type { Page } from '@playwright/test'

/**
 * Notes every offence of the pages against their content policy, from the very first script on.
 * (The console is no witness: attempts that a library swallows do not appear there.)
 * @returns function that lists the offences of the page that is open now
 */
export async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const offences: string[] = []
    Object.assign(window, { policyOffences: offences })
    document.addEventListener('securitypolicyviolation', (event) => {
      const where = `${event.sourceFile}:${event.lineNumber}`
      offences.push(`${event.violatedDirective} ${event.blockedURI} ${where}`)
    })
  })
  return () =>
    page.evaluate(() => (window as unknown as { policyOffences: string[] }).policyOffences)
}
