/**
 * What the JSON reports of Vitest and Playwright say: how many tests ran, and which failed, why.
 * `npm test` repeats this at its very end, because only the end of a long log is sure to be kept.
 */
import { existsSync, readFileSync } from 'node:fs'

const LINES_PER_FAILURE = 14
const LINES_PER_PAGE = 70
/** Attachment of a browser test that failed: its page in words. */
const PAGE_ATTACHMENT = 'what the page showed'

/** @returns counts and failures of a Vitest report; all empty when there is no such file. */
export function readVitest(path) {
  const report = read(path)
  const files = report?.testResults ?? []
  return {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    failures: files.flatMap((file) => [
      ...(file.message ? [{ title: file.name, reason: file.message }] : []),
      ...file.assertionResults
        .filter(({ status }) => status === 'failed')
        .map((test) => ({
          title: `${file.name} › ${test.fullName}`,
          reason: test.failureMessages.join('\n'),
        })),
    ]),
  }
}

/** @returns the same of a Playwright report. */
export function readPlaywright(path) {
  const report = read(path)
  return {
    passed: (report?.stats?.expected ?? 0) + (report?.stats?.flaky ?? 0),
    failed: report?.stats?.unexpected ?? 0,
    skipped: report?.stats?.skipped ?? 0,
    failures: [
      ...(report?.errors ?? []).map(({ message }) => ({ title: 'Playwright', reason: message })),
      ...(report?.suites ?? []).flatMap(failuresOfSuite),
    ],
  }
}

/**
 * One failure in some lines: title, the beginning of its reason without colours, and what the pages
 * of a browser test showed.
 */
export function describeFailure({ title, reason, pages = [] }) {
  const reasons = withoutColours(reason ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('/node_modules/'))
  return [
    `✗ ${title}`,
    ...reasons.slice(0, LINES_PER_FAILURE).map((line) => `    ${line}`),
    ...pages.flatMap((page) => [
      `    ${PAGE_ATTACHMENT}:`,
      ...page
        .split('\n')
        .slice(0, LINES_PER_PAGE)
        .map((line) => `      ${line}`),
    ]),
  ].join('\n')
}

function failuresOfSuite(suite) {
  return [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === 'unexpected')
        .flatMap(({ results }) => results)
        .flatMap(({ errors, attachments }) =>
          errors.map(({ message }, place) => ({
            title: `${spec.file}:${spec.line} › ${spec.title}`,
            reason: message,
            pages: place === 0 ? pagesOf(attachments) : [],
          })),
        ),
    ),
    ...(suite.suites ?? []).flatMap(failuresOfSuite),
  ]
}

function pagesOf(attachments = []) {
  return attachments
    .filter(({ name, body }) => name === PAGE_ATTACHMENT && body)
    .map(({ body }) => Buffer.from(body, 'base64').toString())
}

function withoutColours(text) {
  // oxlint-disable-next-line no-control-regex -- colours are control characters
  return text.replace(/\u001b\[[0-9;]*m/g, '')
}

function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
