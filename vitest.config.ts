import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

const isRoot = process.getuid?.() === 0
const chromium = process.env['TIERDESK_CHROMIUM']

export default defineConfig({
  test: {
    passWithNoTests: false,
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{shared,renderer,main,preload,tools,sync}/**/*.test.{ts,tsx}'],
          // Bounds how long a failure takes, nothing else: a thousand schedules take half a minute where nothing else runs.
          testTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        // What only a real browser has: IndexedDB with its transactions, its key ranges and its structured clone.
        // Known before the first test asks for one of them: what is found later has every test begin anew.
        optimizeDeps: {
          include: [
            '@base-ui/react/dialog',
            '@noble/hashes/sha2.js',
            '@tanstack/react-virtual',
            'clsx',
            'lucide-react',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          testTimeout: 300_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'service',
          environment: 'node',
          include: ['tests/service/**/*.test.ts'],
          globalSetup: ['tests/service/postgres-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Bounds how long a failure takes, nothing else.
          expect: { poll: { timeout: 40_000, interval: 20 } },
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'data',
          environment: 'node',
          include: ['tests/data/**/*.test.ts'],
          globalSetup: ['tests/service/postgres-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})
