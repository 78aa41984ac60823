import { test as base } from '@playwright/test'

/**
 * `test` for the stories of the window: what a story opened is closed when it ends. Windows that stay go on trying to reach a service that
 * has gone, and take the time of every story after them.
 */
export const test = base.extend<{ readonly closing: void }>({
  closing: [
    async ({ browser }, use) => {
      await use()
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})
