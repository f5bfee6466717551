import { defineConfig } from 'vitest/config'
import packageJson from './package.json' with { type: 'json' }

const project = (name: string, include: string[], isolate = true) => ({
  extends: true as const,
  test: { name, include, isolate },
})

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    // Vitest leaves a core free; on two cores that is half the machine.
    maxWorkers: '100%',
    // These end what hangs; they claim nothing about speed, which `npm run bench` measures.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      project('unit', ['test/unit/**/*.test.{ts,tsx}']),
      project('model', ['test/model/**/*.test.ts']),
      // One worker's files share the database that takes seconds to start.
      project('contract', ['test/contract/**/*.test.ts'], false),
      project('server', ['test/server/**/*.test.ts'], false),
      project('electron', ['test/electron/**/*.test.ts']),
    ],
  },
})
