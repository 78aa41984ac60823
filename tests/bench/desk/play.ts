import type { BrowserContext, Page } from '@playwright/test'
import { launchChromium } from '../chromium.ts'
import { installStopwatch, watchLongTasks } from './in-page.ts'

/** A new browser process on a profile that may have been used before, with a stopwatch in its page. */
export async function openBrowser(profile: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await launchChromium(profile)
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(120_000)
  await installStopwatch(page)
  await watchLongTasks(page)
  return { context, page }
}

/** Signs in and waits until the first download is complete. */
export async function firstSync(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Login').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  // The PIN for days without a network, which is asked for once.
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.getByLabel(/^State of the connection.*All synced/).waitFor()
}

/** The rows of the list. */
export const listRows = '[data-area="list"] [role="option"]'
/** The row at this place of the list, counted from 1. */
export const listRowAt = (place: number): string => `${listRows}[aria-posinset="${place}"]`
/** The rows of the list, or of its picture of last time, in which nothing can be done yet. */
export const seenRows = `${listRows}, [data-area="picture"] li`
/** The messages of the thread of the case with this subject. */
export const messagesOf = (subject: string): string =>
  `[role="tabpanel"][aria-label=${JSON.stringify(subject)}] [aria-label="Thread"] article`
