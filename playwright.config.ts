import { defineConfig } from '@playwright/test'
import { chromiumArgs } from './tests/chromium-args.ts'

const chromium = process.env['TIERDESK_CHROMIUM']

const inChromium = {
  browserName: 'chromium' as const,
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    ...(chromium === undefined ? {} : { executablePath: chromium }),
    args: [...chromiumArgs],
  },
}

export default defineConfig({
  outputDir: 'out/e2e',
  // Two at once took a third less time on two cores (19 min for 28), and one story of 149 was overtaken by what it was about to press.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./tests/failed-screen.ts']],
  use: { actionTimeout: 15_000, trace: 'off', video: 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', testDir: 'tests/e2e', use: inChromium },
    { name: 'electron', testDir: 'tests/e2e-electron' },
    { name: 'record', testDir: 'tests/record', use: inChromium },
  ],
})
