import { defineConfig } from 'vitest/config'
import { assets } from './assets.plugin.js'

export default defineConfig({
  plugins: [assets()],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'threads',
  },
})
