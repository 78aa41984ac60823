import { type Locator, type Page, expect } from '@playwright/test'
import type { CutWire } from '../cut-wire.ts'

/** Who plays, in which window, over which wire. `restart` closes the Tier 1 window without warning and opens it again. */
export interface StoryCast {
  readonly tier1: () => Page
  readonly tier2: Page
  readonly wire: CutWire
  readonly password: string
  partyWrites(caseNumber: string, text: string): Promise<void>
  restart(): Promise<void>
  /** Every text that the service holds on a case, as the widest view sees it. */
  textsOn(caseNumber: string): Promise<string[]>
}

/** Opened, replied to and escalated in the story; another that moves on while its agent is offline; a third answered with a macro. */
const cases = { told: '10311', moved: '10314', macro: '10402' } as const

const said = {
  before: 'Written while all was well.',
  offline: 'Written during the outage, sent once.',
  stale: 'Written before the customer had said more.',
  note: 'A note made without a network.',
  ask: 'Please allow a full refund without return.',
  missing: 'The photo of the box is missing.',
  added: 'The photo of the box is in the thread now.',
  decision: 'Refund in full by clause 4.2.',
  answer: 'We refund the whole amount today.',
  fromParty: 'One more thing: the box was open, too.',
} as const

/** Signs in, sets a PIN or none, and waits until the desk stands there with everything the agent may see. */
export async function signIn(page: Page, login: string, password: string, pin: string | null = null): Promise<void> {
  await page.getByLabel('Login').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  if (pin === null) await pressButton(page, page.getByRole('button', { name: 'Not now' }))
  else await setPin(page, pin)
  await isSynced(page)
}

/** Sets a PIN where the window asks for one. */
export async function setPin(page: Page, pin: string): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByLabel('The same PIN again').fill(pin)
  await page.keyboard.press('Enter')
}

/** Enters a PIN where the desk is locked. */
export async function enterPin(page: Page, pin: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'The desk is locked' })).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.keyboard.press('Enter')
}

/** The PIN of the Tier 1 agent of the story. */
export const storyPin = '271828'

const pill = (page: Page) => page.getByLabel(/^State of the connection/)
/** Waits until the window says that the service has everything. */
export const isSynced = (page: Page): Promise<void> => expect(pill(page)).toContainText('All synced')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
const banner = (page: Page) => page.getByRole('region', { name: 'Escalation' })

/** Finds a case by its number and opens it, by keys alone. */
export async function openCase(page: Page, number: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(number)
  await expect(page.getByRole('option', { name: new RegExp(number) }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { selected: true, name: new RegExp(number) })).toBeVisible()
}

/** Moves the focus on by Tab, or back by Shift+Tab, until it is there, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  // A thread draws what is near what is seen: on the way there the target may be gone for a while.
  const isThere = (): Promise<boolean> =>
    target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))
  // The rows of a list are one stop; from one to the other lead the arrows.
  const arrow = (): Promise<'ArrowDown' | 'ArrowUp' | null> =>
    target.evaluateAll(([wanted]) => {
      const from = document.activeElement
      if (wanted?.matches('[data-row]') !== true || from?.matches('[data-row]') !== true) return null
      return from.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING ? 'ArrowDown' : 'ArrowUp'
    })
  // Far more stops than any window has.
  for (let stops = 0; stops < 200 && !(await isThere()); stops++) await page.keyboard.press((await arrow()) ?? key)
  await expect(target).toBeFocused()
}

async function reply(page: Page, text: string): Promise<void> {
  await writing(page).fill(text)
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText(text)).toBeVisible()
}

/** Chooses in a list of the dialog that is open by the first letters, as one does without a mouse. */
export async function choose(page: Page, label: string | RegExp, option: string): Promise<void> {
  const exact = typeof label === 'string' ? { exact: true } : {}
  const list = page.getByRole('dialog').getByLabel(label, exact)
  await tabTo(page, list)
  await page.keyboard.type(option)
  await expect(list.locator('option:checked')).toHaveText(option)
}

/** Goes to a button by Tab and presses it. */
export async function pressButton(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button)
  await page.keyboard.press('Enter')
}

/** Goes to what stands in a message: by the arrows to the message, from there by Tab. */
export async function goInThread(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  await page.getByRole('region', { name: 'Thread' }).focus()
  const isIn = (): Promise<boolean> =>
    target.evaluate(
      (element) => document.activeElement?.matches('article') === true && document.activeElement.contains(element),
    )
  // Far more than any thread of a story has.
  for (let messages = 0; messages < 100 && !(await isIn()); messages++) await page.keyboard.press('ArrowUp')
  await tabTo(page, target)
}

/** Goes to a button of a message and presses it. */
export async function pressInThread(page: Page, button: Locator): Promise<void> {
  await goInThread(page, button)
  await page.keyboard.press('Enter')
}

/** Tier 1 hands the open case over, with everything Tier 2 needs. */
async function escalate(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: 'Thread' }).focus()
  await page.keyboard.press('Shift+E')
  const form = page.getByRole('dialog')
  await choose(page, 'Tier 2 queue', 'Tier 2 Disputes')
  await choose(page, 'Why it needs Tier 2', 'Beyond my authority')
  await form.getByLabel('What should Tier 2 decide or do?').fill(said.ask)
  await form.getByLabel('Step 1', { exact: true }).fill('Asked the seller for a new lid')
  await form.getByLabel('Result of step 1').fill('The seller has none left')
  await form.getByLabel('Evidence').fill('Two photos in the thread')
  await choose(page, 'Promise made to the party', 'None')
  await expect(form.getByText('Complete', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
}

/** The first act: all is well. Replies, applies a macro, reads an SOP. */
async function whileOnline({ tier1 }: StoryCast): Promise<void> {
  const page = tier1()
  await openCase(page, cases.told)
  await reply(page, said.before)
  await expect(
    thread(page)
      .getByText(/Goes out in|Sent/)
      .last(),
  ).toBeVisible()
  await openCase(page, cases.macro)
  await page.keyboard.press('m')
  await page.keyboard.type('looking into it')
  await expect(page.getByText('As it will read for')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(
    thread(page)
      .getByText(/I have your message in front of me/)
      .last(),
  ).toBeVisible()
  await isSynced(page)
}

/** The second act: the network is cut, the customer writes meanwhile, the agent goes on and restarts the window. */
async function duringOutage(cast: StoryCast): Promise<void> {
  const { wire, tier1 } = cast
  await openCase(tier1(), cases.moved)
  wire.cut()
  await expect(pill(tier1())).toContainText('Offline since')
  await cast.partyWrites(cases.moved, said.fromParty)
  await reply(tier1(), said.stale)
  await expect(thread(tier1()).getByText('Saved on this computer, will send')).toBeVisible()
  await cast.restart()
  await enterPin(tier1(), storyPin)
  await expect(pill(tier1())).toContainText('1 saved, will send')
  await openCase(tier1(), cases.told)
  await expect(thread(tier1()).getByText(said.before)).toBeVisible()
  await reply(tier1(), said.offline)
  await tier1().keyboard.press('Escape')
  await searchSops(tier1())
  await escalate(tier1())
  // Two replies, the SOP that was opened, and the escalation.
  await expect(pill(tier1())).toContainText('4 saved, will send')
}

async function searchSops(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+F')
  await page.getByRole('combobox', { name: /SOP/ }).fill('damaged')
  const found = page.getByRole('listbox', { name: /SOP/ }).getByRole('option').first()
  await expect(found).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Beside the case' })).toContainText('What to collect')
}

/** The third act: the network is back. Everything has arrived once; what the thread outran is held for the agent to decide. */
async function whenItIsBack(cast: StoryCast): Promise<void> {
  const { wire, tier1, tier2 } = cast
  wire.mend()
  await expect(pill(tier1())).toContainText('1 not sent')
  await expect.poll(() => cast.textsOn(cases.told)).toEqual(expect.arrayContaining([said.before, said.offline]))
  const arrived = await cast.textsOn(cases.told)
  expect(arrived.filter((text) => text === said.offline)).toHaveLength(1)
  expect(await cast.textsOn(cases.moved)).not.toContain(said.stale)
  await openCase(tier1(), cases.moved)
  await expect(thread(tier1()).getByText(said.fromParty)).toBeVisible()
  await expect(thread(tier1()).getByText(/the thread moved on, 1 new message/)).toBeVisible()
  await pressInThread(tier1(), thread(tier1()).getByRole('button', { name: 'Send now' }))
  await isSynced(tier1())
  expect((await cast.textsOn(cases.moved)).filter((text) => text === said.stale)).toHaveLength(1)
  await expect(tier2.getByRole('navigation').getByRole('button', { name: /^Tier 2 Disputes/ })).toBeVisible()
}

/** The fourth act: Tier 2 accepts and returns, Tier 1 completes, Tier 2 decides, Tier 1 sends the decision on. */
async function betweenTheTiers({ tier1, tier2 }: StoryCast): Promise<void> {
  await openCase(tier2, cases.told)
  await expect(banner(tier2)).toContainText(said.ask)
  await tier2.keyboard.press('Shift+A')
  await expect(banner(tier2)).toContainText('You have had it')
  await tier2.keyboard.press('Shift+R')
  await choose(tier2, 'Reason', 'Evidence is missing')
  await tier2.getByRole('dialog').getByLabel('Step of the SOP').fill('Step 2: photos')
  await tier2.getByRole('dialog').getByLabel('One sentence to the agent').fill(said.missing)
  await tier2.keyboard.press('Control+Enter')

  await openCase(tier1(), cases.told)
  await expect(banner(tier1())).toContainText(said.missing)
  await tier1().keyboard.press('Shift+E')
  await tier1().getByRole('dialog').getByLabel('Evidence').fill(said.added)
  await tier1().keyboard.press('Control+Enter')

  await expect(banner(tier2)).toContainText('attempt 2')
  await tier2.keyboard.press('Shift+A')
  await expect(banner(tier2)).toContainText('You have had it')
  await tier2.keyboard.press('Shift+H')
  await tier2.getByRole('dialog').getByLabel('Decision').fill(said.decision)
  await tier2
    .getByRole('dialog')
    .getByLabel(/^Reply to/)
    .fill(said.answer)
  await tier2.keyboard.press('Control+Enter')

  await expect(banner(tier1())).toContainText(said.decision)
  await pressButton(tier1(), banner(tier1()).getByRole('button', { name: 'Send Tier 2’s reply' }))
  await expect(writing(tier1())).toHaveValue(said.answer)
  await writing(tier1()).press('Control+Enter')
  await expect(thread(tier1()).getByText(said.answer)).toBeVisible()
  await pressButton(tier1(), banner(tier1()).getByRole('button', { name: 'Close' }))
  await isSynced(tier1())
}

/** The whole story of issue 2, in two windows with a cut network in the middle. */
export async function playStory(cast: StoryCast): Promise<void> {
  await whileOnline(cast)
  await duringOutage(cast)
  await whenItIsBack(cast)
  await betweenTheTiers(cast)
  const texts = await cast.textsOn(cases.told)
  for (const text of [said.before, said.offline, said.answer])
    expect(texts.filter((one) => one === text)).toHaveLength(1)
}
