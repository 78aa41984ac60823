import { type Browser, type Page, expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const head = (page: Page) => page.locator('#case-panel header')
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true })
const given = (page: Page) => page.getByText(/given to you/)

async function pageOf(browser: Browser, login: string): Promise<Page> {
  const { directUrl, password } = await running()
  const page = await (await browser.newContext()).newPage()
  await page.goto(directUrl)
  await signIn(page, login, password)
  return page
}

/** Gives a command from the palette. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Says as a supervisor, by keys, what an agent can do and how much. */
async function equip(page: Page, agent: string, set: { skills?: string; capacity?: string }): Promise<void> {
  await command(page, 'Agents: skills')
  await page.keyboard.type(agent)
  await page.keyboard.press('Enter')
  await expect(field(page, 'Cases at once')).toBeFocused()
  for (const [name, value] of [
    ['Cases at once', set.capacity],
    ['Skills', set.skills],
  ] as const) {
    if (value === undefined) continue
    await tabTo(page, field(page, name))
    await page.keyboard.press('Control+a')
    await page.keyboard.type(value)
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`${agent} is saved.`).last()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

/** Says what one is doing. */
async function setStatus(page: Page, typed: string, shown: string): Promise<void> {
  await page.keyboard.press('Shift+S')
  await dialog(page).getByRole('combobox').fill(typed)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Your status/ })).toHaveText(shown)
}

/** Has a queue's cases given out by the service, by keys, whatever skills they take. */
async function giveOut(page: Page, queue: string): Promise<void> {
  await command(page, 'Queues: who is given')
  const list = dialog(page).getByRole('listbox', { name: 'Queues' })
  await expect(list).toBeFocused()
  const row = list.getByRole('option', { name: queue, selected: true })
  for (let n = 0; n < 40 && (await row.count()) === 0; n++) await page.keyboard.press('ArrowDown')
  await expect(row).toBeVisible()
  await page.keyboard.press('Enter')
  await tabTo(page, dialog(page).getByLabel('Who gets a case'))
  await page.keyboard.type('The service')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`${queue} is saved.`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

/** The case is in front of the agent, who was given it. */
async function isGiven(page: Page, number: string): Promise<void> {
  await openCase(page, number)
  await expect(head(page)).toContainText('You have it', { timeout: 30_000 })
}

// Catches cases that pile up before somebody who is full, go to somebody who cannot do them, or never come once there is room.
test('a case goes to nobody who lacks the skill or is full, and comes once they have it and there is room', async ({
  browser,
}) => {
  const [siti, ana, farid] = [
    await pageOf(browser, 'siti'),
    await pageOf(browser, 'ana'),
    await pageOf(browser, 'farid'),
  ]
  await equip(siti, 'Farid Rahman', { capacity: '60' })
  await setStatus(farid, 'avail', 'Available')
  await equip(siti, 'Ana Reyes', { skills: 'cash', capacity: '20' })
  await setStatus(ana, 'avail', 'Available')
  await openCase(ana, '10506')
  // The cases of a queue that comes after hers are given out behind her: hers were looked at, and nobody was found.
  await giveOut(siti, 'Orders SG')
  await isGiven(farid, '20508')
  await expect(head(ana)).toContainText('Nobody has it')
  await expect(given(ana)).toHaveCount(0)

  // She learns it, and has more cases than she may have.
  await equip(siti, 'Ana Reyes', { skills: 'payments', capacity: '1' })
  await giveOut(siti, 'Orders DE')
  await isGiven(farid, '20606')
  await expect(head(ana)).toContainText('Nobody has it')
  await expect(given(ana)).toHaveCount(0)

  await equip(siti, 'Ana Reyes', { capacity: '20' })
  await expect(given(ana).first()).toBeVisible({ timeout: 40_000 })
  await expect(head(ana)).toContainText('You have it')
  for (const page of [siti, ana, farid]) {
    await isSynced(page)
    await page.context().close()
  }
})
