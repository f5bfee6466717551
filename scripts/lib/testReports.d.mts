export interface Failure {
  title: string
  reason: string
  /** What the pages of a browser test showed. */
  pages?: string[]
}
export interface TestReport {
  passed: number
  failed: number
  skipped: number
  failures: Failure[]
}
export function readVitest(path: string): TestReport
export function readPlaywright(path: string): TestReport
export function describeFailure(failure: Failure): string
