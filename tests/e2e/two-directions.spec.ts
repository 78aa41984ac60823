import { type Locator, expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { openCaseOf, settle, signInTo } from './screens.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const arabic = 'وصلت الطلبية PH-70214 متأخرة (3 أيام).'
const hebrew = 'ההזמנה PH-70214 הגיעה שבורה (שתי כוסות).'

/** Where a piece of a text is drawn, from left to right: by the glyphs that the browser has laid out, not by the order of the letters. */
const leftOf = (within: Locator, piece: string): Promise<number> =>
  within.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted)
      if (at === -1) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      return range.getBoundingClientRect().left
    }
    throw new Error(`${wanted} is not drawn`)
  }, piece)

// Would catch a message whose full stop and brackets stand on the wrong side, and a name that pulls the words after it to its other side.
test('what is written from right to left is drawn so, and leaves what is around it as it is', async ({ page }) => {
  const { directUrl, password, partyWrites } = await running()
  const shown = await settle(page, { language: 'en' })
  await page.goto(directUrl)
  await signInTo(shown, 'ana', password)
  await openCaseOf(shown, '10311')
  for (const text of [arabic, hebrew]) {
    await partyWrites('10311', text)
    const message = page.getByRole('region', { name: 'Thread' }).getByText(text)
    await expect(message).toBeVisible()
    await expect(message).toHaveCSS('direction', 'rtl')
    // The first word stands at the right, the order number to the left of it, the full stop at the left end.
    const [first = ''] = text.split(' ')
    expect(await leftOf(message, 'PH-70214')).toBeLessThan(await leftOf(message, first))
    expect(await leftOf(message, '.')).toBeLessThan(await leftOf(message, 'PH-70214'))
  }

  const field = page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
  await page.keyboard.press('r')
  await field.fill(hebrew)
  await expect(field).toHaveCSS('direction', 'rtl')
  await field.fill('Thank you.')
  await expect(field).toHaveCSS('direction', 'ltr')

  // A tag in Hebrew in a sentence of the desk: the sentence goes on to the right of it.
  await page.keyboard.press('Escape')
  await page.keyboard.press('l')
  await page.getByRole('dialog').getByRole('combobox').fill('כוסות שבורות')
  await expect(page.getByRole('option', { name: /כוסות/ })).toBeVisible()
  const option = page.getByRole('option', { name: /כוסות/ })
  expect(await leftOf(option, 'New tag')).toBeLessThan(await leftOf(option, 'כוסות'))
  expect(await leftOf(option, '”')).toBeGreaterThan(await leftOf(option, 'כוסות'))
})
