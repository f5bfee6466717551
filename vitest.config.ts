import { defineConfig } from 'vitest/config'
import packageJson from './package.json' with { type: 'json' }

const project = (name: string, include: string[]) => ({
  extends: true as const,
  test: { name, include },
})

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      project('unit', ['test/unit/**/*.test.{ts,tsx}']),
      project('model', ['test/model/**/*.test.ts']),
      project('contract', ['test/contract/**/*.test.ts']),
      project('server', ['test/server/**/*.test.ts']),
      project('electron', ['test/electron/**/*.test.ts']),
    ],
  },
})
