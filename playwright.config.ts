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
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./tests/failed-screen.ts']],
  use: { actionTimeout: 15_000, trace: 'off', video: 'off', screenshot: 'only-on-failure' },
  projects: [
    // A story waits for its window more than it works, so two at once take two thirds of the time. Each file has a service of its own.
    { name: 'chromium', testDir: 'tests/e2e', use: inChromium, workers: 2 },
    // One screen, one clipboard and one window in front: these go one after the other.
    { name: 'electron', testDir: 'tests/e2e-electron', workers: 1 },
    { name: 'record', testDir: 'tests/record', use: inChromium, workers: 1 },
  ],
})
