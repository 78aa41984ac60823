import { type Page, expect } from '@playwright/test'
import { openPool, select } from '#service/database/pool.ts'
import { demoId } from '#service/demo/demo-ids.ts'
import { addressOfDatabase } from '../database-of.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, pressButton, tabTo } from './story.ts'
import { choose, dialog, give, openDesk, thread, writeIn } from './by-keys.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const lines = (page: Page) => page.getByRole('region', { name: 'Asked for and ordered' })

const deskOf = async (page: Page, login: string): Promise<void> => openDesk(page, await running(), login)

/** What stands in the ledger of the service's own database of the cases that are worked here: the demo has entries of its own. */
async function entries(): Promise<{ kind: string; amount: string; ordered_by: string }[]> {
  const pool = openPool(await addressOfDatabase((await running()).folder), () => undefined, 1)
  const found = await select<{ kind: string; amount: string; ordered_by: string }>(
    pool,
    'select kind, amount, ordered_by from action_ledger where case_id = any ($1) order by entry',
    [[demoId('cases', '10402'), demoId('cases', '10311')]],
  )
  await pool.end()
  return found
}

// Catches money that goes out before anybody who may has said so, a hand-over that has to be written twice, and money that goes out twice.
test('a refund above the limit becomes an escalation with the hand-over filled in, is approved by Tier 2 and paid once', async ({
  browser,
}) => {
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await openCase(ana, '10402')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+G')
  await expect(dialog(ana)).toContainText('Above your limit')
  await writeIn(ana, 'Reason', 'The carrier has lost the parcel.')
  await ana.keyboard.press('Control+Enter')

  await expect(dialog(ana).getByLabel('Why it needs Tier 2')).toHaveValue('authority-limit')
  await expect(dialog(ana).getByLabel('What should Tier 2 decide or do?')).toHaveValue(/Refund of .*order PH-70260/)
  await choose(ana, 'Tier 2 queue', 'Tier 2 Payments and policy')
  await writeIn(ana, 'Step 1', 'Asked the carrier to trace it')
  await writeIn(ana, 'Result of step 1', 'Not found')
  await tabTo(ana, dialog(ana).locator('[data-part="sop"]'))
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('No SOP covers it')
  await ana.keyboard.press('Enter')
  await choose(ana, 'Promise made to the party', 'None')
  await expect(dialog(ana).getByText('Complete', { exact: true })).toBeVisible()
  await ana.keyboard.press('Control+Enter')
  await expect(dialog(ana)).toBeHidden()
  await expect(lines(ana)).toContainText('Waits for approval')
  await isSynced(ana)
  expect(await entries()).toEqual([])

  await deskOf(ben, 'ben')
  await openCase(ben, '10402')
  await expect(lines(ben)).toContainText('The carrier has lost the parcel.')
  await pressButton(ben, lines(ben).getByRole('button', { name: 'Approve' }))
  await expect(thread(ben)).toContainText('Carried out')
  await expect(thread(ana)).toContainText('Carried out')
  await expect(lines(ana)).toBeHidden()
  expect(await entries()).toMatchObject([{ kind: 'refund', ordered_by: 'Ben Cruz' }])

  // What is within the limit needs nobody.
  await openCase(ana, '10311')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+G')
  await choose(ana, 'What is to be done', 'Voucher')
  await writeIn(ana, 'Amount', '100')
  await expect(dialog(ana)).toContainText('Within your limit')
  await writeIn(ana, 'Reason', 'For the trouble with the lid.')
  await ana.keyboard.press('Control+Enter')
  await expect(thread(ana)).toContainText('Voucher of')
  await expect(thread(ana)).toContainText('Carried out')
  await expect.poll(async () => (await entries()).map(({ kind }) => kind)).toEqual(['refund', 'voucher'])
})

// Catches money that somebody takes for paid while nothing carries it out, and an order that is forgotten by the time something does.
test('what was ordered and is not carried out says so, until it is', async ({ page }) => {
  const desk = await running()
  // The same data, with nothing that carries orders out.
  await desk.stop()
  await desk.start({ TIERDESK_DEMO: '0' })
  await page.clock.install()
  await openDesk(page, desk, 'ana')
  await openCase(page, '10314')
  await thread(page).focus()
  await page.keyboard.press('Shift+G')
  await choose(page, 'What is to be done', 'Voucher')
  await writeIn(page, 'Amount', '50')
  await writeIn(page, 'Reason', 'For the long wait.')
  await page.keyboard.press('Control+Enter')
  await expect(lines(page)).toContainText('Ordered')
  await isSynced(page)
  await expect(lines(page)).not.toContainText('not carried out yet')
  await desk.stop()
  await expect(page.getByLabel(/^State of the connection/)).toContainText('Offline since')
  await page.clock.runFor(90_000)
  await expect(lines(page)).toContainText('not carried out yet. If it stays so, tell whoever runs the service.')
  await desk.start()
  // By now the window waits for long between two tries.
  await page.clock.runFor(60_000)
  await expect(thread(page)).toContainText('Carried out')
  await expect(lines(page)).toBeHidden()
})

// Catches a limit that can be set by whoever it binds, a sheet that loses what was typed, and a limit that holds only after a restart.
test('a supervisor sets by keys how far Tier 1 may go in a market, and it holds for an agent at once', async ({
  browser,
}) => {
  const [siti, ana] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (siti === undefined || ana === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await openCase(ana, '10314')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+G')
  await choose(ana, 'What is to be done', 'Voucher')
  await writeIn(ana, 'Amount', '100')
  await expect(dialog(ana)).toContainText('Within your limit')

  await deskOf(siti, 'siti')
  await give(siti, 'Limits of authority')
  await expect(dialog(siti).getByLabel('Market')).toBeFocused()
  await siti.keyboard.type('PH')
  const voucher = dialog(siti).getByLabel('Voucher, Tier 1')
  await expect(voucher).toHaveValue('500')
  await expect(dialog(siti).getByLabel('Voucher, Supervisor')).toHaveCount(0)
  await expect(dialog(siti)).toContainText('said by an administrator')
  for (let n = 0; n < 12 && !(await voucher.evaluate((cell) => cell === document.activeElement)); n++) {
    await siti.keyboard.press('Tab')
  }
  await siti.keyboard.press('Control+a')
  await siti.keyboard.type('plenty')
  await siti.keyboard.press('Control+Enter')
  await expect(dialog(siti).getByRole('status')).toContainText('1')
  await siti.keyboard.press('Control+a')
  await siti.keyboard.type('50')
  // Closing says first what would be lost.
  await siti.keyboard.press('Escape')
  await expect(voucher).toHaveValue('50')
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('The limits are saved: PH.')).toBeVisible()
  await isSynced(siti)
  await expect(dialog(ana)).toContainText('Above your limit')
})
