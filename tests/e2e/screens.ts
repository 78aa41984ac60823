import { type Page, expect } from '@playwright/test'
import type { Overlay } from '#renderer/workspace/screen-store.ts'
import { decisionScreens } from './decision-screens.ts'
import {
  type Screen,
  byCommand,
  byKeys,
  byKeysAlone,
  context,
  dialog,
  give,
  havePin,
  heldBy,
  hold,
  isOpen,
  lock,
  onCase,
  unlock,
} from './reach.ts'
import { ruleScreens } from './rule-screens.ts'
import { type Shown, openCaseOf } from './shown.ts'

/** Every dialog there is. One that is added is missed here by the type checker, and by nobody else. */
export const overlayScreens: { readonly [O in Overlay]: Omit<Screen, 'name'> } = {
  palette: { login: 'ana', reach: byKeys('Control+k') },
  keys: { login: 'ben', reach: byKeys('?') },
  keyboard: {
    login: 'ana',
    reach: async (shown) => {
      await give(shown, 'commands.keyboard')
      const form = dialog(shown.page)
      await form.getByRole('textbox').first().fill('J')
      await form
        .getByRole('listitem')
        .first()
        .getByRole('button')
        .filter({ hasText: shown.say('keyboard.add') })
        .click()
      await shown.page.keyboard.press('r')
      await expect(form.getByRole('status')).toContainText('R')
    },
  },
  macros: { login: 'ana', reach: onCase('10311', 'm') },
  'macro-editor': {
    login: 'siti',
    reach: byCommand('commands.macro-editor'),
  },
  'sop-editor': { login: 'siti', reach: byCommand('commands.sop-editor') },
  dispute: { login: 'ana', reach: onCase('10311', 'Shift+D') },
  reject: { login: 'ben', reach: heldBy('commands.reject') },
  redirect: { login: 'ben', reach: heldBy('commands.redirect') },
  wait: { login: 'ben', reach: heldBy('commands.wait') },
  resolve: { login: 'ben', reach: heldBy('commands.resolve') },
  coaching: { login: 'ana', reach: byKeys('g', 'c') },
  action: { login: 'ana', reach: onCase('10311', 'Shift+G') },
  deadlines: { login: 'siti', reach: byCommand('commands.deadlines') },
  limits: { login: 'siti', reach: byCommand('commands.limits') },
  status: { login: 'ana', reach: onCase('10311', 's') },
  priority: { login: 'ana', reach: onCase('10311', 'p') },
  assign: { login: 'ana', reach: onCase('10311', 'a') },
  tags: { login: 'ana', reach: onCase('10311', 'l') },
  move: { login: 'ana', reach: onCase('10311', 'v') },
  complete: { login: 'ana', reach: onCase('10502', 'Shift+F') },
  'complete-many': { login: 'siti', reach: byKeys('g', 'a', 'Control+a', 'e') },
  driver: { login: 'ana', reach: onCase('10311', 'd') },
  form: {
    login: 'ana',
    reach: async (shown) => {
      await openCaseOf(shown, '10311')
      await byCommand('commands.form')(shown)
    },
  },
  checks: { login: 'ana', reach: onCase('10311', 'c') },
  link: { login: 'ana', reach: onCase('10311', 'Shift+L') },
  merge: { login: 'ana', reach: onCase('10311', 'Shift+M') },
  split: { login: 'ana', reach: onCase('10311', 'Shift+N') },
  compare: { login: 'ana', reach: onCase('10311', 'Shift+C') },
  history: { login: 'ana', reach: onCase('10311', 'Shift+O') },
  'set-up': {
    login: 'siti',
    reach: byCommand('commands.set-up'),
  },
  clocks: {
    login: 'siti',
    reach: byCommand('commands.clocks'),
  },
  queues: { login: 'siti', reach: byCommand('commands.queues') },
  agents: { login: 'siti', reach: byCommand('commands.agents') },
  escalate: { login: 'ana', reach: onCase('10402', 'Shift+E') },
  return: {
    login: 'ben',
    reach: async (shown) => {
      await hold(shown)
      await byKeys('Shift+R')(shown)
    },
  },
  'hand-back': {
    login: 'ben',
    reach: async (shown) => {
      await hold(shown)
      await byKeys('Shift+H')(shown)
    },
  },
  ask: { login: 'ana', reach: onCase('10405', 'Shift+P') },
  incident: { login: 'ben', reach: byKeys('x', 'Shift+U') },
  waiting: { login: 'ana', reach: byKeys('g', 'w') },
  health: {
    login: 'ana',
    reach: async (shown) => {
      await byKeys('g', 'h')(shown)
      // The counts come a moment later.
      await expect(dialog(shown.page).getByRole('definition').nth(3)).toContainText(/\d/)
    },
  },
  account: { login: 'ana', reach: byKeys('Control+,') },
  about: {
    login: 'ana',
    reach: async (shown) => {
      await byCommand('commands.about')(shown)
      await expect(dialog(shown.page).getByRole('definition').first()).toBeVisible()
    },
  },
  snooze: { login: 'ana', reach: onCase('10311', 'h') },
  'save-view': { login: 'ben', reach: byKeys('Shift+V') },
  'bulk-report': {
    login: 'siti',
    reach: async (shown) => {
      const { page } = shown
      await byKeysAlone(page, 'g', 'a', 'x', 'j', 'x', 'p')
      await isOpen(page)
      await page.keyboard.press('Enter')
      await expect(dialog(page)).toHaveCount(0)
      await byCommand('commands.bulk-report')(shown)
    },
  },
  'my-status': { login: 'ana', reach: byKeys('Shift+S') },
  'end-shift': { login: 'ana', reach: (shown) => give(shown, 'commands.end-shift') },
  'colleague-status': { login: 'siti', reach: (shown) => give(shown, 'commands.colleague-status') },
  'left-texts': {
    login: 'ana',
    reach: async (shown) => {
      await havePin(shown)
      await openCaseOf(shown, '10402')
      await shown.page.keyboard.press('Shift+E')
      await dialog(shown.page).getByRole('textbox').first().fill('Half of what Tier 2 is to decide')
      await lock(shown)
      await unlock(shown)
      await isOpen(shown.page)
    },
  },
  'fail-over': { login: 'siti', reach: (shown) => give(shown, 'commands.fail-over') },
  pin: { login: 'ana', reach: (shown) => give(shown, 'commands.set-pin') },
}

async function goToSearch(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await expect(page.getByRole('search').getByRole('combobox')).toBeFocused()
}

/** What the desk shows without a dialog over it. */
const plainScreens: readonly Screen[] = [
  { name: 'list', login: 'ana', reach: async () => {} },
  { name: 'case', login: 'ana', reach: (shown) => openCaseOf(shown, '10311') },
  { name: 'case-returned', login: 'ana', reach: (shown) => openCaseOf(shown, '10318') },
  { name: 'case-tier-2', login: 'ben', reach: (shown) => openCaseOf(shown, '10602') },
  {
    name: 'search',
    login: 'ana',
    reach: async ({ page }) => {
      await goToSearch(page)
      await page.keyboard.type('refund')
    },
  },
  {
    name: 'search-none',
    login: 'ana',
    reach: async ({ page }) => {
      await goToSearch(page)
      await page.keyboard.press('Control+A')
      await page.keyboard.type('nothing is called like this')
    },
  },
  {
    name: 'search-completions',
    login: 'ana',
    reach: async ({ page }) => {
      await goToSearch(page)
      await page.keyboard.press('Control+A')
      await page.keyboard.type('priority:hihg truck tag:')
      await expect(page.getByRole('listbox').first()).toBeVisible()
    },
  },
  {
    name: 'selected',
    login: 'ana',
    reach: async ({ page }) => {
      await byKeysAlone(page, 'g', 'a', 'j', 'x')
      await expect(page.getByRole('toolbar')).toBeVisible()
    },
  },
  {
    name: 'macros-for-many',
    login: 'siti',
    reach: async ({ page }) => {
      await byKeysAlone(page, 'g', 'a', 'Control+a', 'm')
      await isOpen(page)
      await dialog(page).getByRole('combobox').fill('goodwill')
      await expect(dialog(page).getByRole('option').first()).toContainText('Goodwill')
      await page.keyboard.press('Enter')
      await expect(dialog(page).getByRole('spinbutton')).toBeVisible()
    },
  },
  {
    name: 'note',
    login: 'ana',
    reach: async (shown) => {
      await openCaseOf(shown, '10311')
      await shown.page.keyboard.press('n')
    },
  },
  { name: 'context-party', login: 'ana', reach: context(1) },
  { name: 'context-sop', login: 'ana', reach: context(2) },
  { name: 'context-macros', login: 'ana', reach: context(3) },
  { name: 'context-escalation', login: 'ana', reach: context(4) },
  { name: 'context-history', login: 'ana', reach: context(5) },
  { name: 'context-details', login: 'ana', reach: context(6) },
  {
    name: 'sop-read',
    login: 'ana',
    reach: async (shown) => {
      await openCaseOf(shown, '10311')
      await byKeysAlone(shown.page, 'g', 's')
      await expect(shown.page.getByRole('complementary').getByRole('option').first()).toBeVisible()
      await shown.page.keyboard.press('Enter')
      await expect(shown.page.getByRole('complementary').getByRole('article')).toBeVisible()
    },
  },
  {
    name: 'compared',
    login: 'ana',
    reach: async (shown) => {
      const { page } = shown
      await openCaseOf(shown, '10318')
      await page.keyboard.press('Shift+C')
      await dialog(page).getByRole('combobox').fill('10321')
      await expect(page.getByRole('option', { name: /10321/ }).first()).toBeVisible()
      await page.keyboard.press('Enter')
      await expect(dialog(page)).toHaveCount(0)
    },
    back: ['Shift+X'],
  },
  {
    name: 'macro-editor-open',
    login: 'siti',
    reach: async (shown) => {
      await byCommand('commands.macro-editor')(shown)
      await dialog(shown.page)
        .getByRole('button', { name: /Ask for photos/ })
        .press('Enter')
      await expect(dialog(shown.page).getByRole('tablist')).toBeVisible()
    },
  },
  {
    name: 'fail-over-filled',
    login: 'siti',
    reach: async (shown) => {
      await byCommand('commands.fail-over')(shown)
      await dialog(shown.page).getByRole('combobox').first().selectOption({ label: 'Manila 1' })
      await expect(dialog(shown.page).getByRole('checkbox').first()).toBeVisible()
    },
  },
  {
    name: 'contact-shown',
    login: 'ana',
    reach: async (shown) => {
      await context(1)(shown)
      const { page, say } = shown
      await page
        .getByRole('complementary')
        .getByRole('button')
        .filter({ hasText: say('reveal.show') })
        .first()
        .click()
      await page.getByRole('menuitem').first().click()
      await expect(page.getByRole('timer')).toBeVisible()
    },
  },
  {
    name: 'me-menu',
    login: 'ben',
    reach: async ({ page, say }) => {
      await page.getByRole('button', { name: say('bar.me-menu') }).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
]

/** Looks at a file that a case of the demo has attached. */
const onFile =
  (number: string, name: string) =>
  async (shown: Shown): Promise<void> => {
    await openCaseOf(shown, number)
    // The second button of a file saves it.
    await shown.page.getByRole('button', { name }).first().press('Enter')
    await isOpen(shown.page)
  }

/** What leaves another list behind, or takes something away by being looked at. */
const lastScreens: readonly Screen[] = [
  { name: 'file-picture', login: 'ana', reach: onFile('10321', 'strap.png') },
  { name: 'file-pdf', login: 'ana', reach: onFile('10606', 'statement-week-46.pdf') },
  { name: 'for-you', login: 'ana', reach: ({ page }) => byKeysAlone(page, 'g', 'y') },
  {
    name: 'mention',
    login: 'ana',
    reach: async (shown) => {
      await openCaseOf(shown, '10329')
      await shown.page.keyboard.press('n')
      await shown.page.keyboard.type('@f')
      await expect(shown.page.getByRole('listbox', { name: shown.say('composer.mention') })).toBeVisible()
    },
  },
]

/** The desk is shut after it. */
const lockedScreen: Screen = {
  name: 'locked',
  login: 'ana',
  reach: async (shown) => {
    await havePin(shown)
    await lock(shown)
  },
}

/** Everything the desk can show to these people. */
export const screens: readonly Screen[] = [
  ...plainScreens,
  ...Object.entries(overlayScreens).map(([name, screen]) => ({ name, ...screen })),
  ...decisionScreens,
  ...ruleScreens,
  ...lastScreens,
  lockedScreen,
]

/** Back to the desk with nothing over it. */
export async function leave({ page }: Shown, { back = [] }: Pick<Screen, 'back'> = {}): Promise<void> {
  for (const key of back) await page.keyboard.press(key)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
}
