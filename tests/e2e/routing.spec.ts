import { type Locator, type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest, withMovingClock } from '../service-under-test.ts'
import { newDesk } from './by-keys.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest(withMovingClock))
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const head = (page: Page) => page.locator('#case-panel header')
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true })

/** Gives a command from the palette. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Moves the focus on until it is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  await expect
    .poll(async () => {
      const isThere = await target.evaluate((element) => element === document.activeElement)
      if (!isThere) await page.keyboard.press('Tab')
      return isThere
    })
    .toBe(true)
}

/** Chooses a queue in the list of them by the arrows. */
async function chooseQueue(page: Page, name: string): Promise<void> {
  const list = dialog(page).getByRole('listbox', { name: 'Queues' })
  await expect(list).toBeFocused()
  const row = list.getByRole('option', { name, selected: true })
  await expect
    .poll(async () => {
      const isThere = (await row.count()) > 0
      if (!isThere) await page.keyboard.press('ArrowDown')
      return isThere
    })
    .toBe(true)
}

// Catches settings that need a mouse, are saved though something is wrong, or of which nobody knows afterwards who made them.
test('a supervisor sets by keys how a queue is worked and what an agent can do, and both say who changed what', async ({
  page,
}) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'siti', password)
  await command(page, 'Queues: who is given')
  await chooseQueue(page, 'Orders SG')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Name')).toBeFocused()
  await tabTo(page, dialog(page).getByLabel('Who gets a case'))
  await page.keyboard.type('The service')
  await tabTo(page, field(page, 'Skills'))
  await page.keyboard.type('orders')
  await expect(dialog(page)).toContainText('No agent works it with these skills')
  await tabTo(page, field(page, 'Minutes to open a case'))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('soon')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toContainText('Write whole minutes from 1 to 1440, or nothing.')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('5')
  await page.keyboard.press('Escape')
  await expect(page.getByText('One change is not saved. Close once more to leave without saving.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Orders SG is saved.')).toBeVisible()
  const changes = dialog(page).getByRole('region', { name: 'Changes' })
  await expect(changes).toContainText('Siti Lim')
  await expect(changes).toContainText('Minutes to open a case: 15 → 5')
  await expect(changes).toContainText('Who gets a case: Agents take cases themselves → The service gives cases out')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByText(/Orders SG comes in place \d now\./)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()

  await command(page, 'Agents: skills')
  await page.keyboard.type('Farid')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Cases at once')).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('3')
  await tabTo(page, field(page, 'chat'))
  await page.keyboard.type('1')
  await tabTo(page, field(page, 'Skills'))
  await page.keyboard.type('orders')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Farid Rahman is saved.')).toBeVisible()
  await expect(dialog(page).getByRole('region', { name: 'Changes' })).toContainText('Cases at once: 5 → 3')
  await page.keyboard.press('Escape')
  await command(page, 'Queues: who is given')
  await chooseQueue(page, 'Orders SG')
  await expect(dialog(page)).toContainText('One agent could be given its cases')
  await page.keyboard.press('Escape')
  await isSynced(page)
})

/** Says what one is doing. */
async function setStatus(page: Page, typed: string, shown: string): Promise<void> {
  await page.keyboard.press('Shift+S')
  await dialog(page).getByRole('combobox').fill(typed)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Your status/ })).toHaveText(shown)
}

// Catches a party who waits for somebody who sits there and does not look, and an agent who never learns where their case went.
test('a case that its agent does not open goes to a colleague, and both are told why', async ({ browser }) => {
  const service = await running()
  const [siti, ana, farid] = await Promise.all(['siti', 'ana', 'farid'].map((who) => newDesk(browser, service, who)))
  if (siti === undefined || ana === undefined || farid === undefined) throw new Error('no windows')
  await command(siti, 'Agents: skills')
  await siti.keyboard.type('Farid')
  await siti.keyboard.press('Enter')
  await expect(field(siti, 'Cases at once')).toBeFocused()
  await siti.keyboard.press('Control+a')
  await siti.keyboard.type('60')
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Farid Rahman is saved.')).toBeVisible()
  await siti.keyboard.press('Escape')
  await command(siti, 'Queues: who is given')
  await chooseQueue(siti, 'Payments PH')
  await siti.keyboard.press('Enter')
  await tabTo(siti, field(siti, 'Skills'))
  await siti.keyboard.press('Control+a')
  await siti.keyboard.press('Delete')
  await tabTo(siti, field(siti, 'Minutes to open a case'))
  await siti.keyboard.press('Control+a')
  await siti.keyboard.type('1')
  await tabTo(siti, dialog(siti).getByRole('checkbox', { name: 'KL Buyers' }))
  await siti.keyboard.press('Space')
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Payments PH is saved.')).toBeVisible()

  await setStatus(ana, 'avail', 'Available')
  await expect(ana.getByText(/given to you/).first()).toBeVisible()
  service.aMinutePasses()
  await expect(ana.getByText(/went to somebody else, because you did not open it in time/).first()).toBeVisible()
  await setStatus(farid, 'avail', 'Available')
  await expect(farid.getByText(/given to you/).first()).toBeVisible()
  await openCase(farid, '10506')
  await expect(head(farid)).toContainText('You have it')
  const thread = farid.getByRole('region', { name: 'Thread' })
  await expect(thread).toContainText('Ana Reyes was given the case and did not open it for 1 min')
  // It does not come back, and Ana is given nothing else, before she does something.
  await openCase(ana, '10506')
  await expect(head(ana)).toContainText('has it')
  for (const page of [siti, ana, farid]) {
    await isSynced(page)
    await page.context().close()
  }
})
