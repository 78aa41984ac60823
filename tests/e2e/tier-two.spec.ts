import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { banner, choose, dialog, escalate, fillHandOver, openDesk, pill, thread, writeIn } from './by-keys.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const summary = (page: Page) => page.getByRole('region', { name: 'Summary of the case' }).first()
const rows = (page: Page) => page.locator('[data-area=list]').getByRole('listbox').getByRole('option')
const deskOf = async (page: Page, login: string, url?: string): Promise<void> =>
  openDesk(page, await running(), login, url)

// Catches a hand-over that Tier 2 has to read the whole thread for, and a summary that only somebody with a network has.
test('the summary of the case stands in the hand-over before it is sent, without a network, and Tier 2 reads the same one', async ({
  browser,
}) => {
  const wire = await openWire((await running()).port)
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana', wire.url)
  await openCase(ana, '10402')
  await expect(thread(ana)).not.toBeEmpty()
  await ana.keyboard.press('m')
  await ana.keyboard.type('looking into it')
  await expect(ana.getByText('As it will read for')).toBeVisible()
  await ana.keyboard.press('Control+Enter')
  await isSynced(ana)
  wire.cut()
  await expect(pill(ana)).toContainText('Offline since')
  await fillHandOver(ana, {
    reason: 'No policy covers it',
    ask: 'May I offer another colour?',
    result: 'No answer for 2 days',
  })
  const before = dialog(ana).getByRole('region', { name: 'Summary of the case' })
  await expect(before).toContainText('wrote first')
  await expect(before).toContainText('No answer for 2 days')
  await expect(before).toContainText('no party has written since')
  await expect(before).toContainText('None made')
  await ana.keyboard.press('Control+Enter')
  await expect(dialog(ana)).toBeHidden()
  wire.mend()
  await isSynced(ana)

  await deskOf(ben, 'ben')
  await openCase(ben, '10402')
  await expect(summary(ben)).toContainText('wrote first')
  await expect(summary(ben)).toContainText(/Macro .*Ana Reyes/)
  await expect(summary(ben)).toContainText('No answer for 2 days')
  await expect(summary(ben)).toContainText('Clocks')
  await wire.close()
})

// Catches a queue in which what is due next lies below, and a decision that is made a second time and otherwise.
test('Tier 2 finds its queue by the clock or by attempts, sees why, and what was decided before on one like it', async ({
  browser,
}) => {
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await escalate(ana, '10405', {
    reason: 'VIP or media',
    ask: 'The air fryer smokes, may we replace it at once?',
    result: 'The seller refuses',
  })
  await escalate(ana, '10411', {
    reason: 'VIP or media',
    ask: 'The second air fryer smokes as well, replace it?',
    result: 'The seller refuses again',
  })
  await isSynced(ana)
  await deskOf(ben, 'ben')
  await openCase(ben, '10405')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+A')
  await expect(banner(ben)).toContainText('You have had it')
  await ben.keyboard.press('Shift+H')
  await writeIn(ben, 'Decision', 'Replace it at once, clause 7.')
  await writeIn(ben, /^Reply to/, 'A new one is on its way.')
  await ben.keyboard.press('Control+Enter')
  await expect(banner(ben)).toContainText('Replace it at once')

  await openCase(ben, '10411')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+R')
  await choose(ben, 'Reason', 'Evidence is missing')
  await writeIn(ben, 'Step of the SOP', 'Photos')
  await writeIn(ben, 'One sentence to the agent', 'Show the smoke.')
  await ben.keyboard.press('Control+Enter')
  await openCase(ana, '10411')
  await expect(banner(ana)).toContainText('Show the smoke.')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+E')
  await writeIn(ana, 'Evidence', ' now with a photo')
  await ana.keyboard.press('Control+Enter')
  await isSynced(ana)

  // The list that a desk of Tier 2 opens with.
  const list = ben.locator('[data-area=list]')
  await expect(list.getByRole('heading')).toHaveText('Tier 2 Disputes')
  await ben.keyboard.press('Escape')
  await expect(list).toContainText('first to run out')
  await expect(rows(ben)).not.toHaveCount(1)
  await ben.keyboard.press('Shift+T')
  await expect(list).toContainText('most attempts first')
  await expect(rows(ben).first()).toContainText(/· 2|attempt 2/)
  await ben.keyboard.press('k')
  await ben.keyboard.press('Enter')
  await expect(banner(ben)).toContainText('attempt 2')
  await expect(summary(ben)).toContainText('Tier 2 returned it')
  await expect(summary(ben)).toContainText('Show the smoke.')
  await ben.keyboard.press('Alt+4')
  const similar = ben.getByRole('region', { name: 'Decided before on others like it' })
  await expect(similar).toContainText('Replace it at once, clause 7.')
  await expect(similar).toContainText('same reason')
  await expect(similar).toContainText('fryer')
  await tabTo(ben, similar.getByRole('button', { name: '10405' }))
  await ben.keyboard.press('Enter')
  await expect(ben.getByRole('tab', { selected: true, name: /10405/ })).toBeVisible()
})

// Catches a decision for many that is all or nothing, hides which of them was refused, or cannot be taken back.
test('one decision for an incident: linked and decided by keys without a network, what a colleague holds is told, and the rest is taken back', async ({
  browser,
}) => {
  const wire = await openWire((await running()).port)
  const [ana, ben, siti] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined || siti === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  for (const number of ['10314', '10321']) {
    await escalate(ana, number, {
      reason: 'No policy covers it',
      ask: `One batch, ${number}`,
      result: 'The seller knows',
    })
  }
  await isSynced(ana)
  await deskOf(ben, 'ben', wire.url)
  const list = ben.locator('[data-area=list]')
  await expect(list.getByRole('heading')).toHaveText('Tier 2 Disputes')
  const waiting = await rows(ben).count()
  expect(waiting).toBeGreaterThanOrEqual(3)
  await ben.keyboard.press('Escape')
  await ben.keyboard.press('j')
  await ben.keyboard.press('Control+a')
  await ben.keyboard.press('Shift+L')
  await dialog(ben).getByRole('combobox').fill('10314')
  await ben.keyboard.press('Enter')
  await expect(dialog(ben)).toBeHidden()
  await isSynced(ben)

  wire.cut()
  await expect(pill(ben)).toContainText('Offline since')
  await deskOf(siti, 'siti')
  await openCase(siti, '10602')
  await thread(siti).focus()
  await siti.keyboard.press('Shift+A')
  await expect(banner(siti)).toContainText('You have had it')
  await isSynced(siti)

  await ben.keyboard.press('Shift+U')
  await expect(dialog(ben).getByLabel('Incident', { exact: true })).toBeFocused()
  await expect(dialog(ben)).toContainText(`10314`)
  // The demo has an incident of its own: this one is chosen by what is typed of its number.
  await ben.keyboard.type('10314')
  await choose(ben, 'What it comes to', 'Goodwill')
  await writeIn(ben, 'Decision', 'A voucher for everyone of this batch.')
  await writeIn(ben, 'Reply to each party', 'We are sorry, a voucher is on its way.')
  await ben.keyboard.press('Control+Enter')
  await expect(dialog(ben)).toBeHidden()
  await expect(pill(ben)).toContainText(`${waiting} saved, will send`)
  wire.mend()
  await expect(pill(ben)).toContainText('1 not sent')
  await ben.keyboard.press('g')
  await ben.keyboard.press('r')
  await expect(dialog(ben)).toContainText('Decision for incident 10314')
  await expect(dialog(ben)).toContainText('10602')
  await ben.keyboard.press('Escape')

  await openCase(ana, '10314')
  await expect(banner(ana)).toContainText('A voucher for everyone of this batch.')
  await expect(banner(ana)).toContainText('Decided together with incident 10314')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+Y')
  await expect(thread(ana)).toContainText('We are sorry, a voucher is on its way.')
  await isSynced(ana)

  await ben.keyboard.press('Shift+Z')
  await openCase(ana, '10321')
  await expect(banner(ana)).toContainText('Ben Cruz has had it since')
  await ana.keyboard.press('Escape')
  await openCase(ana, '10314')
  await expect(thread(ana)).toContainText('We are sorry, a voucher is on its way.')
  await wire.close()
})

// Catches a question that leaves the site, that nobody who leads finds, or whose answer its agent has to look for.
test('an agent asks a supervisor of the site by key, without a network; the answer stands on the case, and colleagues do not see it', async ({
  browser,
}) => {
  const wire = await openWire((await running()).port)
  const [ben, siti, ana] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  if (ben === undefined || siti === undefined || ana === undefined) throw new Error('no windows')
  const question = (page: Page) => page.getByRole('region', { name: 'Question to the supervisor' })
  await deskOf(ben, 'ben', wire.url)
  await openCase(ben, '10602')
  wire.cut()
  await expect(pill(ben)).toContainText('Offline since')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+P')
  await choose(ben, 'Why', 'Needs an approval')
  await choose(ben, 'Answer needed within', '15 min')
  await writeIn(ben, 'Question', 'May I decide against both sides here?')
  await ben.keyboard.press('Control+Enter')
  await expect(question(ben)).toContainText('Asked the supervisor')
  await expect(question(ben)).toContainText('min left')
  wire.mend()
  await isSynced(ben)

  await deskOf(siti, 'siti')
  await siti.keyboard.press('g')
  await siti.keyboard.press('i')
  await expect(siti.locator('[data-area=list]').getByRole('heading')).toHaveText('Asked of you')
  // Others of the demo are asked of her, too.
  await expect(rows(siti).filter({ hasText: 'soundbar' })).toBeVisible()
  await openCase(siti, '10602')
  await expect(question(siti)).toContainText('May I decide against both sides here?')
  await siti.keyboard.press('Shift+P')
  await writeIn(siti, 'Answer', 'Yes, split it by clause 9.')
  await siti.keyboard.press('Control+Enter')
  await expect(question(ben)).toContainText('Yes, split it by clause 9.')
  await expect(question(ben)).toContainText('Answered')

  await deskOf(ana, 'ana')
  await openCase(ana, '10602')
  await expect(thread(ana)).not.toBeEmpty()
  await expect(question(ana)).toBeHidden()
  await tabTo(ben, question(ben).getByRole('button', { name: 'Done' }))
  await ben.keyboard.press('Enter')
  await expect(question(ben)).toBeHidden()
  await isSynced(ben)
  await wire.close()
})

/** Gives a command that has no key by its name in the palette. */
async function give(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(name)
  await expect(page.getByRole('option', { name }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

// Catches a hand-over that lands in a queue for something else, cannot be sent on or taken back, and one made anew that nobody knows of.
test('an escalation goes by its reason, is sent on to another queue, is withdrawn, and says when it was escalated before', async ({
  browser,
}) => {
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await openCase(ana, '10333')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+E')
  const queue = dialog(ana).getByLabel('Tier 2 queue', { exact: true })
  await choose(ana, 'Why it needs Tier 2', 'Fraud or safety')
  await expect(queue.locator('option:checked')).toHaveText('Tier 2 Fraud and safety')
  // The next reason, law, has no queue of its own.
  await ana.keyboard.press('ArrowDown')
  await expect(queue.locator('option:checked')).toHaveText('Tier 2 Disputes')
  await ana.keyboard.press('Escape')
  await expect(dialog(ana)).toBeHidden()
  await fillHandOver(ana, { reason: 'No policy covers it', ask: 'Is this covered?', result: 'No answer', queue: null })
  // A queue that was suggested follows the reason.
  await expect(queue.locator('option:checked')).toHaveText('Tier 2 Payments and policy')
  await ana.keyboard.press('Control+Enter')
  await expect(dialog(ana)).toBeHidden()
  await isSynced(ana)

  await deskOf(ben, 'ben')
  await openCase(ben, '10333')
  await thread(ben).focus()
  await give(ben, 'Send the escalation to another queue')
  await dialog(ben).getByRole('combobox').fill('Disputes')
  await ben.keyboard.press('Enter')
  await expect(banner(ana)).toContainText('in Tier 2 Disputes since')
  await thread(ana).focus()
  await give(ana, 'Withdraw the escalation')
  await expect(banner(ana)).toBeHidden()
  await expect(banner(ben)).toBeHidden()

  await escalate(ana, '10333', { reason: 'VIP or media', ask: 'A journalist asks', result: 'Said nothing' })
  await expect(banner(ben)).toContainText('It was escalated before, less than 7 days ago.')
  await isSynced(ana)
})
