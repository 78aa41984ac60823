import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const status = (page: Page) => page.getByRole('button', { name: /^Your status/ })
const head = (page: Page) => page.locator('#case-panel header')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const dialog = (page: Page) => page.getByRole('dialog')
const lists = (page: Page) => page.getByRole('navigation')

/** Says what one is doing, by keys alone. */
async function setStatus(page: Page, typed: string, shown: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+S')
  await dialog(page).getByRole('combobox').fill(typed)
  await page.keyboard.press('Enter')
  await expect(status(page)).toHaveText(shown)
}

/** Gives a command from the palette. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

// Catches cases that reach nobody, or an agent who is not at work; and a day that ends with parties waiting for somebody who has gone.
test('an agent picks no case where they are given out, becomes available, is given cases, takes a break, and gives back at the end of the shift what is owed', async ({
  browser,
}) => {
  const { directUrl, password } = await running()
  const context = await browser.newContext()
  const ana = await context.newPage()
  await ana.goto(directUrl)
  await signIn(ana, 'ana', password)
  await expect(status(ana)).toHaveText('Off shift')
  await openCase(ana, '10506')
  await expect(head(ana)).toContainText('Nobody has it')
  await expect(head(ana)).toContainText('given to whoever is available')
  await ana.keyboard.press('Escape')
  await ana.keyboard.press('i')
  await expect(ana.getByText(/The service gives out the cases of this queue/)).toBeVisible()
  await setStatus(ana, 'avail', 'Available')
  await expect(ana.getByText(/given to you/).first()).toBeVisible()
  await openCase(ana, '10506')
  await expect(head(ana)).toContainText('You have it')
  await setStatus(ana, 'break late lunch', 'Break · late lunch')

  await command(ana, 'End your shift')
  await expect(dialog(ana)).toContainText('go back to their queues')
  await expect(dialog(ana)).toContainText('taken and not answered')
  await expect(dialog(ana).getByRole('list', { name: 'Cases that go back' })).toContainText('105')
  await expect(dialog(ana).getByRole('button', { name: 'End my shift' })).toBeFocused()
  await ana.keyboard.press('Enter')
  await expect(status(ana)).toHaveText('Off shift')
  await expect(head(ana)).toContainText('Nobody has it')
  await expect(thread(ana)).toContainText('ended the shift, so the case went back to its queue')
  await isSynced(ana)
  await context.close()
})

// Catches a status that is lost with the network, or one that the agent has to set again after it.
test('a status that is set without a network is shown at once and reaches the others afterwards', async ({
  browser,
}) => {
  const { port, directUrl, password } = await running()
  const wire = await openWire(port)
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const [farid, siti] = await Promise.all([first.newPage(), second.newPage()])
  await farid.goto(wire.url)
  await siti.goto(directUrl)
  await signIn(farid, 'farid', password)
  await signIn(siti, 'siti', password)
  wire.cut()
  await expect(farid.getByLabel(/^State of the connection/)).toContainText('Offline since')
  await setStatus(farid, 'meal', 'Meal')
  await expect(farid.getByLabel(/^State of the connection/)).toContainText('1 saved, will send')
  wire.mend()
  await isSynced(farid)
  await command(siti, 'Set the status of a colleague')
  await dialog(siti).getByRole('combobox').fill('Farid')
  await expect(siti.getByRole('option', { name: /Farid/ })).toContainText('Meal')
  await siti.keyboard.press('Enter')
  await dialog(siti).getByRole('combobox').fill('training')
  await siti.keyboard.press('Enter')
  await expect(status(farid)).toHaveText('Training')
  await first.close()
  await second.close()
  await wire.close()
})

// Catches queues that nobody works while a site is down, and ones that the others keep afterwards.
test('a supervisor marks a site as down: the other site works its queues at once, until they are taken back', async ({
  browser,
}) => {
  const { directUrl, password } = await running()
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const [farid, siti] = await Promise.all([first.newPage(), second.newPage()])
  await farid.goto(directUrl)
  await siti.goto(directUrl)
  await signIn(farid, 'farid', password)
  await signIn(siti, 'siti', password)
  await expect(lists(farid).getByText('Orders SG')).toBeVisible()
  await expect(lists(farid).getByText('Returns PH')).toBeHidden()

  await command(siti, 'Site down')
  await tabTo(siti, dialog(siti).getByLabel('Site that is down'))
  await siti.keyboard.type('Man')
  await expect(dialog(siti).getByRole('checkbox', { name: /^Kuala Lumpur 2/ })).toBeChecked()
  await expect(dialog(siti).getByRole('checkbox', { name: /^Returns PH/ })).toBeChecked()
  await tabTo(siti, dialog(siti).getByLabel('Reason'))
  await siti.keyboard.press('Enter')
  await expect(dialog(siti)).toContainText('Say in a few words why')
  await siti.keyboard.type('Power cut')
  await siti.keyboard.press('Enter')
  await expect(
    siti.getByText(/Manila 1 is down since .*: Power cut\. Its queues are worked by Kuala Lumpur 2\./),
  ).toBeVisible()

  await expect(
    farid.getByText(/Manila 1 is down since .*: Power cut\. You work .*Returns PH.* as well\./),
  ).toBeVisible()
  await expect(lists(farid).getByText('Returns PH')).toBeVisible()
  await isSynced(farid)
  await openCase(farid, '10316')
  await expect(head(farid)).toContainText('Nobody has it')

  await command(siti, 'Site down')
  await expect(dialog(siti)).toContainText('said Siti Lim: Power cut')
  await tabTo(siti, dialog(siti).getByRole('button', { name: 'Take back' }))
  await siti.keyboard.press('Enter')
  await expect(lists(farid).getByText('Returns PH')).toBeHidden()
  await expect(farid.getByText(/Manila 1 is down/)).toBeHidden()
  await isSynced(farid)
  await first.close()
  await second.close()
})
