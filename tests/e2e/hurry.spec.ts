import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { openDesk } from './by-keys.ts'
import { test } from './desk-test.ts'

// The code of what lies over the desk is held back on its way, which a browser allows only where no worker fetches it.
test.use({ serviceWorkers: 'block' })

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const list = '[data-area="list"] [role="listbox"]'

/** Opens the desk while one of its files is still on its way, with the list in focus; what it answers lets the file come. */
async function openWithout(page: Page, file: RegExp): Promise<() => void> {
  let goOn = (): void => undefined
  const isLet = new Promise<void>((resolve) => (goOn = resolve))
  await page.route(file, async (route) => {
    await isLet
    await route.continue()
  })
  await openDesk(page, await running(), 'ana')
  await page.locator(list).focus()
  return goOn
}

// Catches: letters that move the cursor of the list, or an Enter that opens a case, because the palette was not there yet.
test('what is typed right after Ctrl+K is for the palette, though its code is still coming', async ({ page }) => {
  const goOn = await openWithout(page, /\/overlays-[^/]*\.js$/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('jjjSign outt')
  for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key)
  await page.keyboard.press('Backspace')
  await expect(page.locator(`${list}[aria-activedescendant]`)).toHaveCount(0)
  // Esc takes it back, and what was typed for it is forgotten.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Sign outt')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('tab', { name: /^\d+ / })).toHaveCount(0)
  goOn()
  await expect(page.getByLabel('Login')).toBeVisible()
})

// Catches: a case that is solved or put aside by the first letters of a reply, because the place to write was still coming.
test('what is typed right after R is for the reply, though the code of the case is still coming', async ({ page }) => {
  const goOn = await openWithout(page, /\/case-side-[^/]*\.js$/)
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await page.keyboard.type('hexx')
  // Esc leaves it, and the keys are for the list again.
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await page.keyboard.type('hellp')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('o')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  goOn()
  const box = page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
  await expect(box).toHaveValue('hello')
  await expect(box).toBeFocused()
  await page.keyboard.type(' again')
  await expect(box).toHaveValue('hello again')
})

// Catches: a search whose letters solve, assign or select every case in the list, because what stands beside the case was still coming.
test('what is typed right after Ctrl+Shift+F is for the search of SOPs, though its code is still coming', async ({
  page,
}) => {
  const goOn = await openWithout(page, /\/case-side-[^/]*\.js$/)
  await page.keyboard.press('j')
  await page.keyboard.press('Control+Shift+F')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('arrived damagedd')
  await page.keyboard.press('Backspace')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('toolbar')).toHaveCount(0)
  goOn()
  const field = page.getByRole('combobox', { name: 'Search SOPs' })
  await expect(field).toHaveValue('arrived damaged')
  await expect(field).toBeFocused()
  await expect(page.getByRole('listbox', { name: 'SOPs' })).toContainText('Item arrived damaged')
})

// Catches: letters right after / that move the cursor, solve a case or put it aside, because the search field had the keys a moment too late.
test('what is typed in one go after / stands in the search, and no letter of it is a command', async ({ page }) => {
  await openDesk(page, await running(), 'ana')
  await page.locator(list).focus()
  const letters = 'jehixlamp'.split('')
  // None waits for the one before it, as hands in a hurry do not.
  await Promise.all(['/', ...letters].map((key) => page.keyboard.press(key)))
  await expect(page.getByRole('search').getByRole('combobox')).toHaveValue(letters.join(''))
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('toolbar')).toHaveCount(0)
})

// Catches: a reply whose first letters solve the case or put it aside, because the place to write came a moment too late.
test('what is typed in one go after R on a case that is not open yet stands in the reply', async ({ page }) => {
  await openDesk(page, await running(), 'ana')
  await page.locator(list).focus()
  const letters = 'hello'.split('')
  await Promise.all(['j', 'r', ...letters].map((key) => page.keyboard.press(key)))
  const box = page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
  await expect(box).toHaveValue(letters.join(''))
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

// Catches: a palette that takes the keys only a frame after it was asked for.
test('what is typed in one go after Ctrl+K stands in the palette, letter by letter', async ({ page }) => {
  await openDesk(page, await running(), 'ana')
  await page.locator(list).focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('10311')
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('10311')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { selected: true, name: /10311/ })).toBeVisible()
})
