import { type Page, expect } from '@playwright/test'
import { type Screen, dialog, give } from './reach.ts'
import { type Shown, openCaseOf } from './shown.ts'

// What the desk shows of SOPs and clocks once something of it is open.

const beside = (page: Page) => page.getByRole('complementary')

/** Opens an SOP of the demo beside a case, by its English title. */
async function openSop(shown: Shown, number: string): Promise<void> {
  const { page, say } = shown
  await openCaseOf(shown, number)
  await page.keyboard.press('Control+Shift+F')
  const field = page.getByRole('combobox', { name: say('sop.search') })
  // What was asked before may be the same.
  await field.fill('')
  await field.fill('arrived damaged')
  await expect(beside(page).getByRole('listbox')).toHaveAttribute('data-answers', 'arrived damaged')
  await page.keyboard.press('Enter')
  await expect(beside(page).getByRole('article')).toBeVisible()
}

async function openInEditor(shown: Shown): Promise<void> {
  await give(shown, 'commands.sop-editor')
  await dialog(shown.page)
    .getByRole('tab', { name: shown.say('sop-editor.part-write') })
    .press('Enter')
  await dialog(shown.page)
    .getByRole('button', { name: /^Item arrived damaged/ })
    .press('Enter')
  await expect(dialog(shown.page).locator('textarea').first()).toHaveValue(/./)
}

/** Parts of the desk that are about rules and the time they leave. */
export const ruleScreens: readonly Screen[] = [
  {
    name: 'sop-steps',
    login: 'ana',
    reach: async (shown) => {
      const { page, say } = shown
      await openSop(shown, '10405')
      await page.keyboard.press('Alt+s')
      const next = beside(page).getByRole('region', { name: say('sop.step-next') })
      const start = beside(page).locator('[data-first-step]')
      await expect(next.or(start).first()).toBeVisible()
      // Somebody who took a look before has begun them.
      if (!(await next.isVisible())) await start.press('Enter')
      await expect(next).toBeVisible()
    },
  },
  {
    name: 'sop-about',
    login: 'ana',
    reach: async (shown) => {
      await openSop(shown, '10311')
      await beside(shown.page)
        .getByRole('tab', { name: shown.say('sop.tab-about') })
        .press('Enter')
    },
  },
  { name: 'sop-editor-open', login: 'siti', reach: openInEditor },
  {
    name: 'clocks-calendar',
    login: 'siti',
    reach: async (shown) => {
      const { page, say } = shown
      await give(shown, 'commands.clocks')
      const what = dialog(page).getByLabel(say('set-up.what'))
      await expect(what).toBeVisible()
      const last = (await what.locator('option').count()) - 2
      await what.selectOption({ index: last })
    },
  },
]
