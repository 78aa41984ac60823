import { type Page, expect } from '@playwright/test'
import { demoAccounts } from '#service/demo/demo-accounts.ts'
import { type Screen, byCommand, byKeysAlone, context, dialog, isOpen, onCase } from './reach.ts'
import { type Shown, isSyncedIn, openCaseOf, settle, signInTo } from './shown.ts'
import type { SayIn } from './words-in.ts'

type Words = Parameters<SayIn>[0]

const askedOn = '10318'
const beside = (page: Page) => page.getByRole('complementary')
const question = ({ page, say }: Shown) => page.getByRole('region', { name: say('ask.banner') })

/** A question to the supervisor stands on the case: asked now, where it was not asked before. */
async function ask(shown: Shown): Promise<void> {
  await openCaseOf(shown, askedOn)
  if (await question(shown).isVisible()) return
  const { page, say } = shown
  await page.keyboard.press('Shift+P')
  await isOpen(page)
  const text = dialog(page).getByLabel(say('ask.question'), { exact: true })
  await dialog(page).getByLabel(say('ask.reason'), { exact: true }).selectOption({ index: 1 })
  await text.fill('May I decide against both sides here? Clause 9 says neither, and the seller writes every day.')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toHaveCount(0)
  await isSyncedIn(shown)
}

/** The same from the window of a colleague, for those who answer. */
async function askedByBen({ page }: Shown): Promise<void> {
  const ben = demoAccounts().find(({ login }) => login === 'ben')
  const other = await page.context().browser()?.newPage()
  if (ben === undefined || other === undefined) throw new Error('There is nobody to ask the question')
  const shown = await settle(other, { language: 'en' })
  await other.goto(new URL('/', page.url()).href)
  await signInTo(shown, ben.login, ben.password)
  await ask(shown)
  await other.close()
}

/** The form of a step of a dispute. */
const disputeStep =
  (number: string, step: Words) =>
  async (shown: Shown): Promise<void> => {
    await onCase(number, 'Shift+D')(shown)
    const { page, say } = shown
    await dialog(page).getByRole('combobox').fill(say(step))
    await expect(dialog(page).getByRole('option').first()).toContainText(say(step))
    await page.keyboard.press('Enter')
    await expect(dialog(page).getByRole('textbox').first()).toBeVisible()
  }

/** The editor of SOPs with one of them in it that has several versions. */
async function editSop(shown: Shown): Promise<void> {
  await byCommand('commands.sop-editor')(shown)
  await dialog(shown.page)
    .getByRole('button', { name: /^Item arrived damaged/ })
    .first()
    .press('Enter')
}

/** Between the tiers, of disputes, limits and SOPs: what is decided, by whom, and how far they may go. */
export const decisionScreens: readonly Screen[] = [
  { name: 'dispute-panel', login: 'ana', reach: context(7, '10318') },
  { name: 'dispute-steps', login: 'ana', reach: onCase('10318', 'Shift+D') },
  { name: 'dispute-evidence', login: 'ana', reach: disputeStep('10318', 'dispute-step.evidence') },
  {
    name: 'similar',
    login: 'ben',
    reach: async (shown) => {
      await context(4, '10602')(shown)
      const { page, say } = shown
      await beside(page)
        .getByRole('region', { name: say('similar.title') })
        .scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'incident-decision',
    login: 'ben',
    reach: async ({ page }) => {
      await byKeysAlone(page, 'g', 'a', 'Control+a', 'Shift+U')
      await isOpen(page)
      await expect(dialog(page).getByRole('textbox').first()).toBeVisible()
    },
  },
  { name: 'dispute-decide', login: 'ben', reach: disputeStep('10318', 'dispute-step.decide') },
  {
    name: 'asked',
    login: 'ben',
    reach: async (shown) => {
      await ask(shown)
      await expect(question(shown)).toBeVisible()
    },
  },
  {
    name: 'ask-answer',
    login: 'siti',
    reach: async (shown) => {
      await openCaseOf(shown, askedOn)
      if (!(await question(shown).isVisible())) await askedByBen(shown)
      await expect(question(shown)).toBeVisible()
      await shown.page.keyboard.press('Shift+P')
      await isOpen(shown.page)
    },
  },
  { name: 'asked-of-you', login: 'siti', reach: ({ page }) => byKeysAlone(page, 'g', 'i') },
  {
    name: 'limits-market',
    login: 'siti',
    reach: async (shown) => {
      await byCommand('commands.limits')(shown)
      await dialog(shown.page).getByRole('combobox').first().selectOption('PH')
    },
  },
  {
    name: 'queue-form',
    login: 'siti',
    reach: async (shown) => {
      await byCommand('commands.queues')(shown)
      const { page } = shown
      const row = dialog(page).getByRole('option', { name: /Tier 2 Disputes/, selected: true })
      for (let n = 0; n < 60 && (await row.count()) === 0; n++) await page.keyboard.press('ArrowDown')
      await expect(row).toBeVisible()
    },
  },
  { name: 'dispute-decided', login: 'siti', reach: context(7, '20420') },
  {
    name: 'dispute-as-seller',
    login: 'siti',
    reach: async (shown) => {
      await context(7, '10318')(shown)
      await beside(shown.page).getByLabel(shown.say('dispute.view')).selectOption({ index: 2 })
    },
  },
  { name: 'dispute-appeal', login: 'siti', reach: disputeStep('20420', 'dispute-step.appeal') },
  {
    name: 'sop-compared',
    login: 'siti',
    reach: async (shown) => {
      await editSop(shown)
      const { page, say } = shown
      await dialog(page)
        .getByRole('tab', { name: say('sop.versions') })
        .press('Enter')
      await dialog(page).getByLabel(say('sop.compare-after'), { exact: true }).selectOption({ index: 1 })
      // Both texts are read from the disk first.
      await expect(dialog(page).getByRole('region', { name: say('sop.compared') })).toBeVisible()
    },
  },
  {
    name: 'sop-heard',
    login: 'siti',
    reach: async (shown) => {
      await byCommand('commands.sop-editor')(shown)
      await dialog(shown.page)
        .getByRole('tab', { name: shown.say('sop-editor.part-heard') })
        .press('Enter')
    },
  },
  {
    name: 'sop-use',
    login: 'siti',
    reach: async (shown) => {
      await byCommand('commands.sop-editor')(shown)
      await dialog(shown.page)
        .getByRole('tab', { name: shown.say('sop-editor.part-use') })
        .press('Enter')
      await expect(dialog(shown.page).getByRole('table')).toBeVisible()
    },
  },
]
