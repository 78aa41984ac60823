import { type CDPSession, type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const list = (page: Page) => page.locator('[data-area=list]').getByRole('listbox')
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

/** What the keys of a layout write, by the letter that stands on them in Latin: Thai Kedmanee and Russian. */
const layouts = {
  thai: { J: '่', K: 'า', P: 'ย', R: 'พ', M: 'ท', G: 'เ', S: 'ห' },
  russian: { J: 'о', K: 'л', P: 'з', R: 'к', M: 'ь', G: 'п', S: 'ы' },
} as const
type Layout = (typeof layouts)[keyof typeof layouts]

const control = 2

/** Presses the key at a letter as the system does on that layout: it has the place of the letter and writes its own sign. */
async function press(keys: CDPSession, layout: Layout, at: keyof Layout, modifiers = 0): Promise<void> {
  const sign = layout[at]
  const key = { key: sign, code: `Key${at}`, windowsVirtualKeyCode: at.charCodeAt(0), modifiers }
  const written = modifiers === 0 ? { text: sign } : {}
  await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, ...written })
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

for (const [name, layout] of Object.entries(layouts)) {
  // Catches commands that only a Latin layout reaches, and signs of another one that are taken for commands where they are text.
  test(`the commands have their keys on a ${name} layout, and its letters are written where texts are`, async ({
    page,
  }) => {
    const { directUrl, password } = await running()
    await page.goto(directUrl)
    await signIn(page, 'ana', password)
    const keys = await page.context().newCDPSession(page)
    const hit = (at: keyof Layout, modifiers = 0): Promise<void> => press(keys, layout, at, modifiers)
    await page.keyboard.press('Escape')
    await hit('J')
    await hit('J')
    await expect(list(page)).toHaveAttribute('aria-activedescendant', /-1$/)
    await hit('K')
    await expect(list(page)).toHaveAttribute('aria-activedescendant', /-0$/)
    await hit('K', control)
    await expect(dialog(page).getByRole('combobox')).toBeFocused()
    await hit('K')
    await expect(dialog(page).getByRole('combobox')).toHaveValue(layout.K)
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
    await openCase(page, '10405')
    await hit('P')
    await expect(dialog(page).getByRole('combobox', { name: /^Set the priority/ })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
    await hit('R')
    await expect(writing(page)).toBeFocused()
    await hit('M')
    await hit('G')
    await expect(writing(page)).toHaveValue(layout.M + layout.G)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    // One after the other: G then S.
    await hit('G')
    await hit('S')
    await expect(page.getByRole('combobox', { name: 'Search SOPs' })).toBeFocused()
    await isSynced(page)
  })
}
