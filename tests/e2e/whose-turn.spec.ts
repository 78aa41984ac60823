import { type Browser, type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest, withMovingClock } from '../service-under-test.ts'
import { newDesk } from './by-keys.ts'
import { test } from './desk-test.ts'
import { writeOver } from './macro-keys.ts'
import { caseHead, command, equip, giveOut, isGiven, setQueue, setStatus } from './routing-keys.ts'
import { isSynced, openCase, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest(withMovingClock))
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })

const pageOf = async (browser: Browser, login: string): Promise<Page> => newDesk(browser, await running(), login)

async function closeAll(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await isSynced(page)
    await page.context().close()
  }
}

/** How many cases need an agent now, as their form says it to a supervisor. */
async function loadOf(page: Page, agent: string): Promise<number> {
  await command(page, 'Agents: skills')
  await expect(dialog(page).getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(agent)
  const words = dialog(page).getByText(/of the cases you see needs? them now/)
  await expect(words).toBeVisible()
  const [, n] = /^(\d+) of/.exec((await words.textContent()) ?? '') ?? []
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  return Number(n)
}

// Catches an urgent case that waits behind one that came before it, and a supervisor who cannot tell what "at once" leaves room for.
test('the more urgent case is given first, however long others wait, and what a supervisor makes urgent comes before all', async ({
  browser,
}) => {
  const [siti, ana] = [await pageOf(browser, 'siti'), await pageOf(browser, 'ana')]
  const n = await loadOf(siti, 'Ana Reyes')
  expect(n).toBeGreaterThan(2)
  // Room for one more: 10506 and 10507 are of high priority, and 10511 has waited longest.
  await equip(siti, 'Ana Reyes', { capacity: String(n + 1) })
  await setStatus(ana, 'avail', 'Available')
  await isGiven(ana, '10506')
  await openCase(ana, '10507')
  await expect(caseHead(ana)).toContainText('Nobody has it')

  await openCase(siti, '10511')
  await expect(caseHead(siti)).toContainText('Nobody has it')
  await siti.keyboard.press('p')
  await siti.keyboard.type('urg')
  await siti.keyboard.press('Enter')
  await expect(caseHead(siti)).toContainText('Urgent')
  expect(await loadOf(siti, 'Ana Reyes')).toBe(n + 1)
  await equip(siti, 'Ana Reyes', { capacity: String(n + 2) })
  await isGiven(ana, '10511')
  await openCase(ana, '10507')
  await expect(caseHead(ana)).toContainText('Nobody has it')
  await closeAll(siti, ana)
})

// Catches a party of one market who is answered by somebody who is not to work for it.
test('a case of a market goes to nobody who does not work for it, though their team works the queue, and to those who do', async ({
  browser,
}) => {
  const [siti, ana, farid] = [
    await pageOf(browser, 'siti'),
    await pageOf(browser, 'ana'),
    await pageOf(browser, 'farid'),
  ]
  await setQueue(siti, 'Refunds VN', async () => {
    await tabTo(siti, dialog(siti).getByRole('checkbox', { name: 'Manila Buyers' }))
    await siti.keyboard.press('Space')
  })
  await giveOut(siti, 'Refunds VN')
  await equip(siti, 'Ana Reyes', { capacity: '60' })
  await equip(siti, 'Farid Rahman', { capacity: '60' })
  await setStatus(ana, 'avail', 'Available')
  // Of her own market there is one for her.
  await isGiven(ana, '10507')
  await openCase(siti, '20418')
  await expect(caseHead(siti)).toContainText('Nobody has it')
  // Nor does she find it.
  await ana.keyboard.press('Control+k')
  await ana.keyboard.type('20418')
  await expect(dialog(ana)).toContainText('No command, case or SOP fits this.')
  await ana.keyboard.press('Escape')
  await setStatus(farid, 'avail', 'Available')
  await isGiven(farid, '20418')
  await expect(caseHead(siti)).toContainText(/Farid\b.* has it/)
  await closeAll(siti, ana, farid)
})

// Catches parties who wait for somebody who went away, and cases that go from under somebody who is back in a minute.
test('cases that wait for an agent who went away go back after the minutes of their queue, and not before', async ({
  browser,
}) => {
  const { aMinutePasses } = await running()
  const [siti, ana] = [await pageOf(browser, 'siti'), await pageOf(browser, 'ana')]
  const letWait = (queue: string, minutes: string): Promise<void> =>
    setQueue(siti, queue, () =>
      writeOver(siti, dialog(siti).getByRole('textbox', { name: 'Minutes away', exact: true }), minutes),
    )
  await letWait('Returns PH', '0')
  await letWait('Payments PH', '2')
  await equip(siti, 'Ana Reyes', { capacity: '61' })
  await setStatus(ana, 'avail', 'Available')
  await isGiven(ana, '10507')
  await openCase(ana, '10316')
  await ana.keyboard.press('i')
  await expect(caseHead(ana)).toContainText('You have it')
  await setStatus(ana, 'away', 'Away')
  // Once the one has gone back the other was looked at as well.
  await openCase(siti, '10316')
  await expect(thread(siti)).toContainText('Ana Reyes was away, so the case went back to its queue')
  await openCase(siti, '10507')
  await expect(caseHead(siti)).toContainText(/Ana\b.* has it/)
  // Signals that follow closely are one to a process.
  await expect(async () => {
    aMinutePasses()
    await expect(caseHead(siti)).toContainText('Nobody has it', { timeout: 3000 })
  }).toPass()
  await expect(thread(siti)).toContainText('Ana Reyes was away, so the case went back to its queue')
  await openCase(ana, '10507')
  await expect(caseHead(ana)).toContainText('Nobody has it')
  await closeAll(siti, ana)
})
