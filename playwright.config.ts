import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './test/support/chromium'

export default defineConfig({
  globalSetup: './test/support/ensureBuilt.ts',
  // Every worker has a server with a practice branch of its own; the tests of one file share it.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    actionTimeout: 15_000,
    viewport: { width: 1366, height: 768 },
    serviceWorkers: 'allow',
    screenshot: 'only-on-failure',
    // Traces cost a third of the time; ask for them when a failure needs one.
    trace: process.env['PW_TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath: findChromium(), args: chromiumArguments() },
  },
  projects: [
    { name: 'e2e', testDir: 'test/e2e', outputDir: 'test-results/e2e' },
    { name: 'contract', testDir: 'test/contract/browser', outputDir: 'test-results/contract' },
    { name: 'faults', testDir: 'test/faults', outputDir: 'test-results/faults' },
    {
      name: 'shell',
      testDir: 'test/electron',
      testMatch: '**/*.spec.ts',
      outputDir: 'test-results/shell',
    },
    // Not tests: they make what tests need, and are asked for by name.
    ...(process.env['TOOL'] ? [{ name: 'tools', testDir: 'test', testMatch: '**/*.tool.ts' }] : []),
  ],
})
