import { type Page, expect } from '@playwright/test'
import { type Shown, openCaseOf } from './shown.ts'

// What the desk shows of SOPs, disputes, questions and clocks once something of it is open.

interface RuleScreen {
  readonly name: string
  readonly login: 'ana' | 'ben' | 'siti'
  readonly reach: (shown: Shown) => Promise<void>
}

const dialog = (page: Page) => page.getByRole('dialog')
const beside = (page: Page) => page.getByRole('complementary')

async function give({ page, say }: Shown, title: Parameters<Shown['say']>[0]): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(say(title))
  await expect(page.getByRole('option', { name: say(title) }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

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

/** The editor of SOPs, at one of its parts. */
async function openEditor(shown: Shown, part: 'write' | 'heard' | 'use'): Promise<void> {
  const { page, say } = shown
  await give(shown, 'commands.sop-editor')
  await dialog(page)
    .getByRole('tab', { name: say(`sop-editor.part-${part}`) })
    .press('Enter')
}

async function openInEditor(shown: Shown): Promise<void> {
  await openEditor(shown, 'write')
  await dialog(shown.page)
    .getByRole('button', { name: /^Item arrived damaged/ })
    .press('Enter')
  await expect(dialog(shown.page).locator('textarea').first()).toHaveValue(/./)
}

/** Parts of the desk that are about rules and the time they leave. */
export const ruleScreens: readonly RuleScreen[] = [
  {
    name: 'context-dispute',
    login: 'ben',
    reach: async (shown) => {
      await openCaseOf(shown, '10602')
      await shown.page.keyboard.press('Alt+7')
      await expect(beside(shown.page).getByRole('list').first()).toBeVisible()
    },
  },
  {
    name: 'dispute-decision',
    login: 'ben',
    reach: async (shown) => {
      const { page, say } = shown
      await openCaseOf(shown, '10602')
      await page.keyboard.press('Shift+D')
      await dialog(page).getByRole('combobox').fill(say('dispute-step.decide'))
      await expect(page.getByRole('option', { name: say('dispute-step.decide') }).first()).toBeVisible()
      await page.keyboard.press('Enter')
      await expect(dialog(page).getByLabel(say('dispute.reasons'))).toBeVisible()
    },
  },
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
    name: 'sop-editor-versions',
    login: 'siti',
    reach: async (shown) => {
      const { page, say } = shown
      await openInEditor(shown)
      await dialog(page)
        .getByRole('tab', { name: say('sop.versions') })
        .press('Enter')
      await dialog(page).getByLabel(say('sop.compare-before'), { exact: true }).selectOption({ index: 2 })
    },
  },
  { name: 'sop-heard', login: 'siti', reach: (shown) => openEditor(shown, 'heard') },
  { name: 'sop-use', login: 'siti', reach: (shown) => openEditor(shown, 'use') },
  {
    name: 'queue-tier-2',
    login: 'siti',
    reach: async (shown) => {
      await give(shown, 'commands.queues')
      const list = dialog(shown.page).getByRole('listbox')
      await list.getByRole('option', { name: 'Tier 2 Payments and policy' }).click()
      await expect(dialog(shown.page).getByRole('group').first()).toBeVisible()
    },
  },
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
  {
    name: 'ask-open',
    login: 'ben',
    reach: async (shown) => {
      const { page, say } = shown
      await openCaseOf(shown, '10602')
      const asked = page.getByRole('region', { name: say('ask.banner') })
      if (await asked.isVisible()) return
      await page.keyboard.press('Shift+P')
      await dialog(page).getByLabel(say('ask.reason'), { exact: true }).selectOption('needs-approval')
      await dialog(page).getByLabel(say('ask.question'), { exact: true }).fill('May I decide against both sides here?')
      await page.keyboard.press('Control+Enter')
      await expect(asked).toBeVisible()
    },
  },
]
