import { type BrowserContext, type Page, chromium } from '@playwright/test'
import { installStopwatch } from './in-page.ts'

const isRoot = process.getuid?.() === 0

/** A new browser process on a profile that may have been used before: what a person has in the morning. */
export async function openBrowser(profile: string): Promise<{ context: BrowserContext; page: Page }> {
  const executablePath = process.env['TIERDESK_CHROMIUM']
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: true,
    viewport: { width: 1440, height: 900 },
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(120_000)
  await installStopwatch(page)
  return { context, page }
}

/** Signs in and waits until the first download is complete. */
export async function firstSync(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Login').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.getByLabel(/^State of the connection.*All synced/).waitFor()
}

/** The rows of the list. */
export const listRows = '[data-area="list"] [role="option"]'
/** The messages of the thread of the case with this subject. */
export const messagesOf = (subject: string): string =>
  `[role="tabpanel"][aria-label=${JSON.stringify(subject)}] [aria-label="Thread"] article`
