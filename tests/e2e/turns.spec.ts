import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, movingBy, serviceUnderTest } from '../service-under-test.ts'
import {
  banner,
  choose,
  dialog,
  escalate,
  give,
  openDesk,
  pressInBanner,
  sendForm,
  thread,
  write,
  writeIn,
} from './by-keys.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, pressButton, tabTo } from './story.ts'

// Escalations and questions are raised by times that nobody wants to wait for.
let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest(movingBy(20)))
test.afterAll(() => service?.remove())

// Catches a decision that Tier 1 never reads because nothing is to be sent, and one that cannot be taken back though nobody has acted on it.
test('an escalation is returned, completed, sent on by its button, resolved, taken back and resolved otherwise', async ({
  browser,
}) => {
  const desk = await running()
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await openDesk(ana, desk, 'ana')
  await escalate(ana, '10402', { reason: 'No policy covers it', ask: 'May I lend a tablet?', result: 'None in stock' })
  await isSynced(ana)
  await openDesk(ben, desk, 'ben')
  await openCase(ben, '10402')
  await pressInBanner(ben, 'Other queue')
  await dialog(ben).getByRole('combobox').fill('Payments')
  await ben.keyboard.press('Enter')
  await expect(ben.getByText('Sent on to Tier 2 Payments and policy.')).toBeVisible()
  await expect(banner(ana)).toContainText('in Tier 2 Payments and policy since')

  await pressInBanner(ben, 'Return')
  await choose(ben, 'Reason', 'A step of the SOP was not done')
  await writeIn(ben, 'Step of the SOP', 'Step 3')
  await writeIn(ben, 'One sentence to the agent', 'Ask the carrier for a date first.')
  await sendForm(ben)
  await expect(banner(ana)).toContainText('Ask the carrier for a date first.')
  await pressInBanner(ana, 'Complete and send again')
  await writeIn(ana, 'Result of step 1', 'The carrier says Thursday')
  await sendForm(ana)
  await isSynced(ana)

  await expect(banner(ben)).toContainText('attempt 2')
  await expect(banner(ben)).toContainText('The carrier says Thursday')
  await pressInBanner(ben, 'Accept')
  await expect(banner(ben)).toContainText('You have had it')
  await pressInBanner(ben, 'Work on it')
  await expect(banner(ana)).toContainText('Ben Cruz has had it')
  await pressInBanner(ben, 'Resolve')
  await writeIn(ben, 'Decision', 'A tablet is lent from the service desk.')
  await sendForm(ben)
  await expect(banner(ana)).toContainText('A tablet is lent from the service desk.')
  // There is nothing to be sent to the party.
  await expect(banner(ana).getByRole('button', { name: /reply|as it stands/i })).toHaveCount(0)

  await pressInBanner(ben, 'Take it back')
  await expect(banner(ana)).toContainText('Ben Cruz has had it')
  await expect(banner(ana)).not.toContainText('A tablet is lent')
  await thread(ben).focus()
  await give(ben, 'Resolve the escalation')
  await writeIn(ben, 'Decision', 'No tablet is lent, clause 3.')
  await sendForm(ben)
  await expect(banner(ana)).toContainText('No tablet is lent, clause 3.')
  await pressInBanner(ana, 'Close escalation')
  await expect(banner(ana)).toBeHidden()
  await expect(banner(ben)).toBeHidden()
  await isSynced(ana)
})

// Catches a queue whose settings nobody's escalation follows, and one that lies there unseen however long nobody takes it.
test('a supervisor says for what a Tier 2 queue is and after how long it is raised; nobody takes an escalation, and it rises twice', async ({
  browser,
}) => {
  const desk = await running()
  const [siti, ana, ben] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  if (siti === undefined || ana === undefined || ben === undefined) throw new Error('no windows')
  await openDesk(siti, desk, 'siti')
  await give(siti, 'Queues: who is given')
  const list = dialog(siti).getByRole('listbox', { name: 'Queues' })
  await expect(list).toBeFocused()
  const row = list.getByRole('option', { name: 'Tier 2 Disputes', selected: true })
  for (let n = 0; n < 40 && (await row.count()) === 0; n++) await siti.keyboard.press('ArrowDown')
  await expect(row).toBeVisible()
  await siti.keyboard.press('Enter')
  const reasons = dialog(siti).getByRole('group', { name: 'What is handed to it' })
  await tabTo(siti, reasons.getByLabel('VIP or media'))
  await siti.keyboard.press('Space')
  const minutes = dialog(siti).getByLabel('Raised after, in minutes')
  await write(siti, minutes, 'soon')
  await siti.keyboard.press('Control+Enter')
  await expect(minutes).toHaveAttribute('aria-invalid', 'true')
  await write(siti, minutes, '15')
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Tier 2 Disputes is saved.')).toBeVisible()
  await expect(dialog(siti).getByRole('region', { name: 'Changes' })).toContainText('15')
  await siti.keyboard.press('Escape')
  await isSynced(siti)

  await openDesk(ana, desk, 'ana')
  await openCase(ana, '10405')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+E')
  await choose(ana, 'Why it needs Tier 2', 'VIP or media')
  await expect(dialog(ana).getByLabel('Tier 2 queue').locator('option:checked')).toHaveText('Tier 2 Disputes')
  await ana.keyboard.press('Escape')
  await escalate(ana, '10405', { reason: 'VIP or media', ask: 'A newspaper asks.', result: 'Said nothing' })
  await isSynced(ana)
  await expect(banner(ana)).not.toContainText('raised')
  desk.aMinutePasses()
  await expect(banner(ana)).toContainText('raised, level 1')
  await openDesk(ben, desk, 'ben')
  await openCase(ben, '10405')
  // Once more only after another half an hour, of which twenty minutes are not enough: what the party writes after them comes first.
  desk.aMinutePasses()
  await desk.partyWrites('10405', 'Is anybody there?')
  await expect(thread(ben)).toContainText('Is anybody there?')
  await expect(banner(ben)).toContainText('raised, level 1')
  desk.aMinutePasses()
  await expect(banner(ben)).toContainText('raised, level 2')
  await expect(banner(ana)).toContainText('raised, level 2')
  await expect(thread(ana)).toContainText('The escalation was raised by its clock, level 2')
})

const question = (page: Page) => page.getByRole('region', { name: 'Question to the supervisor' })

// Catches a question that is given back or waits without a word, and one that nobody is reminded of when its time is over.
test('a question to a supervisor is given back, asked again, raised when its time is over, waits, and is dealt with', async ({
  browser,
}) => {
  const desk = await running()
  const [ben, siti] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ben === undefined || siti === undefined) throw new Error('no windows')
  await openDesk(ben, desk, 'ben')
  await openCase(ben, '10602')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+P')
  await choose(ben, 'Why', 'Unsure which rule holds')
  await choose(ben, 'Answer needed within', '15 min')
  await writeIn(ben, 'Question', 'Which clause?')
  await sendForm(ben)
  await isSynced(ben)

  await openDesk(siti, desk, 'siti')
  await openCase(siti, '10602')
  await expect(question(siti)).toContainText('Which clause?')
  await pressButton(siti, question(siti).getByRole('button', { name: 'Answer' }))
  await choose(siti, 'What becomes of it', 'Something is missing')
  await writeIn(siti, 'What is missing', 'Say which of the two claims.')
  await sendForm(siti)
  await expect(question(ben)).toContainText('To be completed')
  await expect(question(ben)).toContainText('Say which of the two claims.')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+P')
  await choose(ben, 'Answer needed within', '15 min')
  await writeIn(ben, 'Question', 'Which clause for the missing subwoofer?')
  await sendForm(ben)
  await expect(question(siti)).toContainText('Which clause for the missing subwoofer?')
  await isSynced(ben)
  await expect(question(siti)).not.toContainText('raised')

  desk.aMinutePasses()
  await expect(question(siti)).toContainText('raised, level 1')
  await expect(question(ben)).toContainText('raised, level 1')

  await thread(siti).focus()
  await siti.keyboard.press('Shift+P')
  await choose(siti, 'What becomes of it', 'I wait for somebody')
  await writeIn(siti, 'Whom you wait for', 'The seller’s packing list')
  await choose(siti, 'Next word within', '4 h')
  await sendForm(siti)
  await expect(question(ben)).toContainText('The supervisor waits')
  await expect(question(ben)).toContainText('The seller’s packing list')
  await thread(siti).focus()
  await siti.keyboard.press('Shift+P')
  await choose(siti, 'What becomes of it', 'I dealt with it')
  await writeIn(siti, 'What was done', 'Told the seller to send the subwoofer.')
  await sendForm(siti)
  await expect(question(ben)).toContainText('Told the seller to send the subwoofer.')
  await pressButton(ben, question(ben).getByRole('button', { name: 'Done' }))
  await expect(question(ben)).toBeHidden()
  await isSynced(ben)
})
