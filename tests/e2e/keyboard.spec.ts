import { expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { leave } from './screens.ts'
import { openCaseOf, settle, signInTo } from './shown.ts'
import { choose, tabTo } from './story.ts'
import { wordsIn } from './words-in.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

// Would catch a recorded key that is kept and not heard, one that two commands have, and settings that the next start forgets.
test('an agent gives a command another key, by the keyboard alone; it holds in the sheet, in the palette and after a restart', async ({
  page,
}) => {
  const { directUrl, password } = await running()
  const shown = await settle(page, { language: 'en' })
  await page.goto(directUrl)
  await signInTo(shown, 'ana', password)
  const form = page.getByRole('dialog')

  await page.keyboard.press('Control+k')
  await form.getByRole('combobox').fill('Change keys')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Set priority')
  await form.getByRole('button', { name: 'Add a key: Set priority' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+c')
  await expect(form.getByRole('status')).toContainText('is needed by the window itself')
  await page.keyboard.press('r')
  await expect(form.getByRole('status')).toContainText('R stands for “Reply” now')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('button', { name: 'Remove the key R of: Set priority' })).toBeVisible()
  await expect(form.getByRole('button', { name: 'Add a key: Set priority' })).toBeFocused()
  await leave(shown)

  await openCaseOf(shown, '10311')
  await page.keyboard.press('r')
  await expect(form.getByRole('combobox', { name: /^Set the priority/ })).toBeFocused()
  await leave(shown)
  await page.keyboard.press('?')
  await expect(form.getByRole('listitem').filter({ hasText: 'Set priority' })).toContainText('R')
  await leave(shown)

  await page.reload()
  await expect(page.getByRole('button', { name: 'State of the connection' })).toContainText('All synced')
  await openCaseOf(shown, '10311')
  await page.keyboard.press('r')
  await expect(form.getByRole('combobox', { name: /^Set the priority/ })).toBeFocused()
  await leave(shown)

  await page.keyboard.press('Control+k')
  await form.getByRole('combobox').fill('Change keys')
  await page.keyboard.press('Enter')
  await form.getByRole('checkbox', { name: /^Single keys/ }).uncheck()
  await leave(shown)
  await page.keyboard.press('r')
  await expect(form).toHaveCount(0)
})

// Would catch a key of the composer that is no command: not to be found, not to be changed, and deaf to the key that an agent chose for it.
test('sending is a command with keys of its own, which can be others, with and without formatting', async ({
  page,
}) => {
  const { directUrl, password } = await running()
  const shown = await settle(page, { language: 'en' })
  await page.goto(directUrl)
  await signInTo(shown, 'ana', password)
  const form = page.getByRole('dialog')
  const thread = page.getByRole('region', { name: 'Thread' })
  const composer = page.getByRole('region', { name: 'Write on this case' })
  await page.keyboard.press('?')
  await expect(form.getByRole('listitem').filter({ hasText: 'Send what is written' })).toContainText('Ctrl+Enter')
  await expect(form.getByRole('listitem').filter({ hasText: 'Send and solve' })).toContainText('Ctrl+Shift+Enter')
  await leave(shown)

  await openCaseOf(shown, '10413')
  await page.keyboard.press('n')
  await page.keyboard.type('Asked the carrier.')
  // A note goes out without a status.
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.getByText('A note leaves the status as it is.')).toBeVisible()
  await expect(composer.getByRole('textbox')).toHaveValue('Asked the carrier.')

  await page.keyboard.press('Control+k')
  await form.getByRole('combobox').fill('Change keys')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Send what is written')
  await form.getByRole('button', { name: 'Add a key: Send what is written' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+Shift+S')
  await page.keyboard.press('Enter')
  await form.getByRole('button', { name: 'Remove the key Ctrl+Enter of: Send what is written' }).press('Enter')
  await leave(shown)
  await page.keyboard.press('n')
  await page.keyboard.press('Control+Enter')
  await expect(composer.getByRole('textbox')).toHaveValue('Asked the carrier.')
  await expect(composer.getByRole('button', { name: 'Add note' })).toContainText('Alt ⇧ S')
  await page.keyboard.press('Alt+Shift+S')
  await expect(thread.getByText('Asked the carrier.')).toBeVisible()
  await expect(composer.getByRole('textbox')).toHaveValue('')

  await page.keyboard.press('Alt+r')
  await page.keyboard.press('Alt+l')
  await expect(composer.getByRole('textbox', { name: /^Reply to/ })).toBeFocused()
  await page.keyboard.type('It is on its way.')
  await page.keyboard.press('Control+Alt+Enter')
  await expect(thread.getByText('It is on its way.')).toBeVisible()
  await expect(page.locator('#case-panel header')).toContainText('Pending')
})

// Would catch a set of keys that the sheet shows and the desk does not hear, or one that leaves single letters alive.
test('an agent who comes from Zendesk chooses its keys in the sheet and works by them', async ({ page }) => {
  const { directUrl, password } = await running()
  const shown = await settle(page, { language: 'en' })
  await page.goto(directUrl)
  await signInTo(shown, 'ana', password)
  const form = page.getByRole('dialog')
  const head = page.locator('#case-panel header')
  await openCaseOf(shown, '10405')
  await page.keyboard.press('?')
  await tabTo(page, form.getByLabel('Keys', { exact: true }))
  await page.keyboard.type('Zen')
  await expect(form.getByRole('listitem').filter({ hasText: 'Internal note' })).toContainText('Ctrl+Alt+X')
  await leave(shown)
  await openCaseOf(shown, '10405')
  await page.keyboard.press('p')
  await expect(form).toHaveCount(0)
  await page.keyboard.press('Control+Alt+x')
  await page.keyboard.type('By the keys that I know.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Thread' }).getByText('By the keys that I know.')).toBeVisible()
  await page.keyboard.press('Control+Alt+d')
  await expect(head).toContainText('On hold')
  await page.keyboard.press('Control+Alt+p')
  await expect(head).toContainText('Pending')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+Shift+P')
  await page.keyboard.type('urg')
  await page.keyboard.press('Enter')
  await expect(head).toContainText('Urgent')
  await page.keyboard.press('Control+Alt+m')
  await expect(form.getByRole('combobox')).toBeFocused()
})

// Would catch a language that comes with the next start only, a text that was said once and stays, and a catalogue that is not in the build.
test('an agent chooses another language, rows, size and colours, and has them at once and after a restart', async ({
  page,
}) => {
  const { directUrl, password } = await running()
  const shown = await settle(page, { language: 'en' })
  await page.goto(directUrl)
  await signInTo(shown, 'ana', password)
  const root = page.locator('html')
  const form = page.getByRole('dialog')
  await page.keyboard.press('Control+,')
  await choose(page, 'Rows', 'Compact')
  await choose(page, 'Colours', 'High contrast')
  await choose(page, 'Size of text', '125 %')
  await expect(root).toHaveAttribute('data-density', 'compact')
  await expect(root).toHaveAttribute('data-contrast', 'more')
  // 28 px at the usual size of text.
  await expect(page.getByRole('option', { includeHidden: true }).first()).toHaveCSS('height', '35px')

  const th = wordsIn('th')
  await tabTo(page, form.getByLabel('Language'))
  for (const next of ['ms', 'id', 'th']) {
    await page.keyboard.press('ArrowDown')
    await expect(root).toHaveAttribute('lang', next)
  }
  await expect(page.getByRole('navigation', { includeHidden: true })).toContainText(th('view.mine'))
  await expect(form.getByLabel(th('density.label'))).toBeVisible()
  await expect(root).toHaveAttribute('lang', 'th')
  await leave(shown)

  await page.reload()
  await expect(page.getByRole('button', { name: th('sync.label') })).toContainText(th('sync.all-synced'))
  await expect(root).toHaveAttribute('data-density', 'compact')
})
