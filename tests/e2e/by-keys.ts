import { type Browser, type Locator, type Page, expect } from '@playwright/test'
import type { ServiceUnderTest } from '../service-under-test.ts'
import { openCase, pressButton, signIn, tabTo } from './story.ts'

// What the stories between the tiers and about SOPs have in common: everything by the keyboard alone.

/** The thread of the case in front. */
export const thread = (page: Page): Locator => page.getByRole('region', { name: 'Thread' }).first()
/** The escalation in force, on top of its case. */
export const banner = (page: Page): Locator => page.getByRole('region', { name: 'Escalation' }).first()
export const dialog = (page: Page): Locator => page.getByRole('dialog')
/** How the connection stands. */
export const pill = (page: Page): Locator => page.getByLabel(/^State of the connection/)
/** What stands beside the case. */
export const beside = (page: Page): Locator => page.getByRole('complementary', { name: 'Beside the case' })

/** Opens the desk of an agent, over a wire where its address is given. */
export async function openDesk(page: Page, service: ServiceUnderTest, login: string, url?: string): Promise<void> {
  await page.goto(url ?? service.directUrl)
  await signIn(page, login, service.password)
}

/** The desk of an agent in a window of their own, as on another computer. */
export async function newDesk(browser: Browser, service: ServiceUnderTest, login: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await openDesk(page, service, login)
  return page
}

/** Gives a command that has no key by its name in the palette. */
export async function give(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Goes to a field by Tab and writes in it, instead of what stood there. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

/** The same for a field of the dialog that is open, by its label. */
export const writeIn = (page: Page, label: string | RegExp, text: string): Promise<void> =>
  write(page, dialog(page).getByLabel(label, { exact: true }), text)

/** Sends the form that is open. */
export async function sendForm(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toBeHidden()
}

/** Chooses another tab of a row of tabs by the arrows. */
export async function turnTo(page: Page, tabs: Locator, name: string | RegExp): Promise<void> {
  await tabTo(page, tabs.getByRole('tab', { selected: true }))
  const wanted = tabs.getByRole('tab', { name })
  // More presses than any row has tabs.
  for (let n = 0; n < 10 && (await wanted.getAttribute('aria-selected')) !== 'true'; n++) {
    await page.keyboard.press('ArrowRight')
  }
  await expect(wanted).toBeFocused()
}

/** Chooses in a list that may stand anywhere, by the first letters. */
export async function chooseIn(page: Page, list: Locator, option: string): Promise<void> {
  await tabTo(page, list)
  await page.keyboard.type(option)
  await expect(list.locator('option:checked')).toHaveText(option)
}

/** The same for a list of the dialog that is open, by its label. */
export const choose = (page: Page, label: string, option: string): Promise<void> =>
  chooseIn(page, dialog(page).getByLabel(label, { exact: true }), option)

/** What a hand-over to Tier 2 asks; the rest is the same in every story. */
export interface HandOver {
  readonly reason: string
  readonly ask: string
  readonly result: string
  /** Chosen by hand; null: the one that is suggested. */
  readonly queue?: string | null
}

/** Fills the hand-over of the open case, and leaves it open. */
export async function fillHandOver(page: Page, handOver: HandOver): Promise<void> {
  const { reason, ask, result, queue = 'Tier 2 Disputes' } = handOver
  await page.keyboard.press('Escape')
  await thread(page).focus()
  await page.keyboard.press('Shift+E')
  if (queue !== null) await choose(page, 'Tier 2 queue', queue)
  await choose(page, 'Why it needs Tier 2', reason)
  await writeIn(page, 'What should Tier 2 decide or do?', ask)
  await writeIn(page, 'Step 1', 'Asked the seller')
  await writeIn(page, 'Result of step 1', result)
  await tabTo(page, dialog(page).locator('[data-part="sop"]'))
  await page.keyboard.press('Enter')
  await page.keyboard.type('No SOP covers it')
  await page.keyboard.press('Enter')
  await writeIn(page, 'Evidence', 'In the thread')
  await choose(page, 'Promise made to the party', 'None')
}

/** Hands a case over to Tier 2. */
export async function escalate(page: Page, number: string, handOver: HandOver): Promise<void> {
  await openCase(page, number)
  await fillHandOver(page, handOver)
  await sendForm(page)
}

/** Presses a button of the escalation on the case in front. */
export const pressInBanner = (page: Page, name: string): Promise<void> =>
  pressButton(page, banner(page).getByRole('button', { name, exact: true }))

/** Looks an SOP up and opens it beside the case. */
export async function openSop(page: Page, query: string, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+F')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(query)
  await expect(page.getByRole('listbox', { name: 'SOPs' })).toHaveAttribute('data-answers', query)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
}
