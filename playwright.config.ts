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
  // One at a time leaves a core to the service and the browser. Two at once took 23 min where one takes 28 on two cores; they are a way to
  // find what is overtaken under load (`--workers 2`), and the desktop has one screen and one focus anyway.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // These bound how long a failure takes, nothing else: on a machine that is slow for a minute a story still passes.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['./tests/failed-screen.ts']],
  use: { actionTimeout: 60_000, trace: 'off', video: 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', testDir: 'tests/e2e', use: inChromium },
    { name: 'electron', testDir: 'tests/e2e-electron' },
    { name: 'record', testDir: 'tests/record', use: inChromium },
  ],
})
