import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{unit,model,server,electron}/**/*.test.{ts,tsx}', 'test/contract/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
