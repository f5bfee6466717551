import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

export interface Violation {
  readonly rule: string
  /** The places, each with what is wrong there. */
  readonly where: readonly string[]
}

/**
 * What axe finds wrong on the page as it stands. In one go and for violations alone, which takes half
 * the time; frames would not be looked into then.
 * @throws Error for a page with frames
 */
export async function findViolations(page: Page): Promise<Violation[]> {
  if (page.frames().length > 1) throw new Error('this check does not look into frames')
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations.map(({ id, nodes }) => ({
    rule: id,
    where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }))
}
