import { type Locator, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { openCaseOf, settle, signInTo } from './shown.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const arabic = 'وصلت الطلبية PH-70214 متأخرة (3 أيام).'
const arabicName = 'غطاء مكسور PH-70214'
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

// Would catch a subject, a task or a tag in Arabic that turns a row around: its number, its time and its marks on the wrong side of it.
test('a subject, a task and a snippet from right to left stand so in the list, the tab, the head, the search and beside the case', async ({
  page,
}) => {
  const { directUrl, password, partyWrites } = await running()
  const shown = await settle(page, { language: 'en' })
  await page.goto(directUrl)
  await signInTo(shown, 'ana', password)
  const form = page.getByRole('dialog')
  await openCaseOf(shown, '10314')
  await page.keyboard.press('Shift+N')
  await expect(form.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await form.getByLabel('Subject of the new case').fill(arabicName)
  await page.keyboard.press('Enter')

  // Within the subject the number of the order stands to the left of the words before it; around it everything is as always.
  const turned = async (within: Locator, first = 'غطاء'): Promise<void> => {
    await expect(within).toBeVisible()
    expect(await leftOf(within, 'PH-70214')).toBeLessThan(await leftOf(within, first))
  }
  const head = page.locator('#case-panel header').first()
  await turned(head.getByRole('heading'))
  const number = (await page.getByRole('tab', { selected: true, name: /^10314-/ }).innerText()).split(' ')[0] ?? ''
  expect(await leftOf(head, number)).toBeLessThan(await leftOf(head, 'Returns PH'))

  await page.keyboard.press('c')
  await form.getByLabel('What is to be done').fill(arabic)
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Alt+6')
  const task = page.getByRole('complementary', { name: 'Beside the case' }).getByText(arabic)
  await turned(task, 'وصلت')
  expect(await leftOf(task, '.')).toBeLessThan(await leftOf(task, 'PH-70214'))

  await page.keyboard.press('/')
  await page.keyboard.type('غطاء')
  const row = page.locator('[data-area=list]').getByRole('option').filter({ hasText: arabicName })
  await turned(row)
  const [name, subject] = [await leftOf(row, 'Jose'), await leftOf(row, 'غطاء')]
  expect(name).toBeLessThan(subject)
  await page.keyboard.press('Control+k')
  await form.getByRole('combobox').fill(number)
  const found = form.getByRole('option').filter({ hasText: arabicName }).first()
  await turned(found)
  expect(await leftOf(found, number)).toBeLessThan(await leftOf(found, 'PH-70214'))
  await page.keyboard.press('Escape')

  // Found by what the party wrote: the excerpt stands in the row as it stands in the thread.
  await partyWrites('10318', hebrew)
  await partyWrites('10318', 'Thank you.')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('כוסות')
  const excerpt = page
    .locator('[data-area=list]')
    .getByRole('option')
    .filter({ hasText: 'כוסות' })
    .locator('bdi')
    .last()
  await expect(excerpt).toBeVisible()
  await expect(excerpt).toHaveCSS('direction', 'rtl')

  // How many more tags there are stands to the right of the first one.
  await openCaseOf(shown, '10413')
  await page.keyboard.press('l')
  for (const tag of ['זכוכית', 'zz']) {
    await form.getByRole('combobox').fill(tag)
    await page.keyboard.press('Enter')
  }
  await form.getByRole('combobox').fill('delivered-not')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('10413')
  const tagged = page.locator('[data-area=list]').getByRole('option').filter({ hasText: 'Dennis' })
  await expect(tagged).toContainText('+1')
  expect(await leftOf(tagged, 'זכוכית')).toBeLessThan(await leftOf(tagged, '+1'))
})
