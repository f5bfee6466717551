import type { Locator, Page, TestInfo } from '@playwright/test'

/** Name of the attachment; `npm test` prints it at its end. */
export const PAGE_ATTACHMENT = 'what the page showed'

/**
 * Keeps, of a test that failed, what a page shows in words: a log from another machine is often all
 * there is, and "another heading was expected" alone says nothing of why.
 * @param complaints what the page's console has complained of
 */
export async function keepWhatPageShows(
  page: Page,
  complaints: readonly string[],
  info: TestInfo,
): Promise<void> {
  if (info.status === info.expectedStatus || page.isClosed()) return
  const parts: string[] = []
  for (const part of await page.locator(PARTS).all()) parts.push(await inWords(part))
  if (parts.length === 0) parts.push(await inWords(page.locator('body')))
  const body = [page.url(), ...complaints.slice(-10), ...parts].join('\n')
  await info.attach(PAGE_ATTACHMENT, { body, contentType: 'text/plain' })
}

/** What tells the state of a screen; the frame around it is always the same. */
const PARTS = '[data-testid="status-line"], [role="dialog"], main'

async function inWords(part: Locator): Promise<string> {
  try {
    return await part.ariaSnapshot({ timeout: 5_000 })
  } catch (error) {
    return `(cannot be read: ${String(error)})`
  }
}
