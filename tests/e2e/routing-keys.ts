import { type Page, expect } from '@playwright/test'
import { openCase, tabTo } from './story.ts'

const dialog = (page: Page) => page.getByRole('dialog')
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true })

/** What the head of the open case says. */
export const caseHead = (page: Page) => page.locator('#case-panel header')

/** The words that tell an agent of cases that were given to them. */
export const given = (page: Page) => page.getByText(/given to you/)

/** Gives a command from the palette. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Says as a supervisor, by keys, what an agent can do and how much. */
export async function equip(
  page: Page,
  agent: string,
  set: { skills?: string; capacity?: string; languages?: string },
): Promise<void> {
  await command(page, 'Agents: skills')
  await page.keyboard.type(agent)
  await page.keyboard.press('Enter')
  await expect(field(page, 'Cases at once')).toBeFocused()
  for (const [name, value] of [
    ['Cases at once', set.capacity],
    ['Skills', set.skills],
    ['Languages beside their own', set.languages],
  ] as const) {
    if (value === undefined) continue
    await tabTo(page, field(page, name))
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.keyboard.type(value)
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`${agent} is saved.`).last()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

/** Says what one is doing. */
export async function setStatus(page: Page, typed: string, shown: string): Promise<void> {
  await page.keyboard.press('Shift+S')
  await dialog(page).getByRole('combobox').fill(typed)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Your status/ })).toHaveText(shown)
}

/** Opens a queue's form as a supervisor, by keys, does there what is to be done, and saves it. */
export async function setQueue(page: Page, queue: string, fillIn: () => Promise<void>): Promise<void> {
  await command(page, 'Queues: who is given')
  const list = dialog(page).getByRole('listbox', { name: 'Queues' })
  await expect(list).toBeFocused()
  const row = list.getByRole('option', { name: queue, selected: true })
  for (let n = 0; n < 40 && (await row.count()) === 0; n++) await page.keyboard.press('ArrowDown')
  await expect(row).toBeVisible()
  await page.keyboard.press('Enter')
  await fillIn()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`${queue} is saved.`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

/** Has a queue's cases given out by the service, whatever skills they take; `byLanguage`: to those alone who speak it. */
export const giveOut = (page: Page, queue: string, byLanguage = false): Promise<void> =>
  setQueue(page, queue, async () => {
    await tabTo(page, dialog(page).getByLabel('Who gets a case'))
    await page.keyboard.type('The service')
    if (!byLanguage) return
    await tabTo(page, dialog(page).getByRole('checkbox', { name: 'Only to those who speak the language of the case' }))
    await page.keyboard.press('Space')
  })

/** The case is in front of the agent, who was given it. */
export async function isGiven(page: Page, number: string): Promise<void> {
  await openCase(page, number)
  await expect(caseHead(page)).toContainText('You have it')
}
