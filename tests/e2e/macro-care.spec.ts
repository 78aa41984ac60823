import { demoId } from '#service/demo/demo-ids.ts'
import type { Message } from '#shared/domain/message.ts'
import { type Browser, type Page, expect } from '@playwright/test'
import { addressOfDatabase, writeRows } from '../database-of.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { newDesk } from './by-keys.ts'
import { test } from './desk-test.ts'
import { leaveDialog, lookFor, openEditor, publishAsReviewer, writeOver } from './macro-keys.ts'
import { choose, isSynced, openCase, pressButton, tabTo } from './story.ts'
import { widestView } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const options = (page: Page) => dialog(page).getByRole('option')
const due = (page: Page) => dialog(page).getByRole('region', { name: 'Review due' })

const pageOf = async (browser: Browser, login: string): Promise<Page> => newDesk(browser, await running(), login)

/** Puts the next version of an SOP in force. */
async function publishNextSop(page: Page, title: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(dialog(page).getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(title)
  await pressButton(page, dialog(page).getByRole('button', { name: new RegExp(`^${title}`) }))
  await tabTo(page, dialog(page).getByLabel('Text', { exact: true }))
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Ask for the photo of the driver first.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('In review').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Published.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await isSynced(page)
}

// Catches a macro that goes on telling parties what the SOP no longer says, with nobody told, and a mark that nothing takes away.
test('an SOP that changes makes its macros due for review: agents are told at once, and whoever writes them finds and checks them', async ({
  browser,
}) => {
  const [ana, wei, alex] = [await pageOf(browser, 'ana'), await pageOf(browser, 'wei'), await pageOf(browser, 'admin')]
  await lookFor(ana, '10409', 'proof from the carrier')
  await expect(dialog(ana)).toContainText(
    'Follows the SOP “Marked delivered, but the customer has nothing”, version 6.',
  )
  await publishNextSop(alex, 'Marked delivered, but the customer has nothing')
  await expect(dialog(ana)).toContainText(
    'Review due: it follows version 6 of the SOP “Marked delivered, but the customer has nothing”, which is at version 7.',
  )
  await leaveDialog(ana)
  await ana.keyboard.press('Alt+3')
  const beside = ana.getByRole('complementary', { name: 'Beside the case' })
  await tabTo(ana, beside.getByRole('searchbox'))
  await ana.keyboard.type('proof from the carrier')
  await expect(beside.getByRole('button', { name: /^Proof from the carrier/ })).toContainText('Review due')
  await ana.keyboard.press('Escape')

  await openEditor(wei)
  const found = due(wei).getByRole('button', { name: /Proof from the carrier/ })
  await pressButton(wei, found)
  await pressButton(wei, dialog(wei).getByRole('button', { name: 'Checked against version 7' }))
  await wei.keyboard.press('Control+Enter')
  await expect(wei.getByText('Waits for somebody else to review it.')).toBeVisible()
  // Until somebody has published it, it is what agents have.
  await expect(found).toBeVisible()
  await publishAsReviewer(alex, /Proof from the carrier.*Wei Ong/)
  await expect(found).toBeHidden()
  await leaveDialog(wei)

  await lookFor(ana, '10409', 'proof from the carrier')
  await expect(dialog(ana)).toContainText(
    'Follows the SOP “Marked delivered, but the customer has nothing”, version 7.',
  )
  for (const page of [ana, wei, alex]) {
    await isSynced(page)
    await page.context().close()
  }
})

/** Writes a macro for these people and has it published by whoever may. */
async function write(page: Page, title: string, scope: string | null): Promise<void> {
  await openEditor(page)
  await page.keyboard.press('Alt+n')
  await writeOver(page, dialog(page).getByLabel('Title', { exact: true }), title)
  if (scope !== null) await choose(page, 'For', scope)
  await writeOver(page, dialog(page).getByLabel('Text', { exact: true }), 'Good evening.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Waits for somebody else|Published\./).last()).toBeVisible()
  await leaveDialog(page)
}

const scoped = [
  { title: 'Scopes::For the workspace', scope: 'Everyone', has: ['ana', 'farid'] },
  { title: 'Scopes::For a market', scope: 'Market VN', has: ['farid'] },
  { title: 'Scopes::For a site', scope: 'Site Manila 1', has: ['ana'] },
  { title: 'Scopes::For a team', scope: 'Team KL Buyers', has: ['farid'] },
] as const

// Catches a macro that shows where it is not for, or not where it is, and one that somebody may change who may only use it.
test('a macro is for everyone, a market, a site, a team or its writer alone, and nobody else has it or may change it', async ({
  browser,
}) => {
  const siti = await pageOf(browser, 'siti')
  for (const { title, scope } of scoped) await write(siti, title, scope)
  await isSynced(siti)
  const alex = await pageOf(browser, 'admin')
  for (const { title } of scoped) await publishAsReviewer(alex, new RegExp(`${title.slice(8)}.*Siti Lim`))
  await isSynced(alex)
  const people = { ana: await pageOf(browser, 'ana'), farid: await pageOf(browser, 'farid') }
  await write(people.farid, 'Scopes::Of Farid', null)
  await isSynced(people.farid)

  for (const [login, page] of Object.entries(people)) {
    await openCase(page, login === 'ana' ? '10409' : '20508')
    await page.keyboard.press('m')
    await expect(dialog(page).getByRole('combobox')).toBeFocused()
    await page.keyboard.type('Scopes::')
    const own = login === 'farid' ? ['Of Farid'] : []
    const names = scoped.filter(({ has }) => has.some((one) => one === login)).map(({ title }) => title.slice(8))
    for (const name of [...names, ...own]) await expect(options(page).filter({ hasText: name })).toHaveCount(1)
    const shown = (await options(page).allTextContents()).filter((text) => /For a|For the|Of Farid/.test(text))
    expect(shown).toHaveLength(names.length + own.length)
    await leaveDialog(page)
    // Whoever answers may use what is for others as well, and change what is their own.
    await openEditor(page)
    await page.keyboard.type('Scopes')
    for (const name of own) await expect(dialog(page).getByRole('button', { name: new RegExp(name) })).toBeVisible()
    for (const name of names) await expect(dialog(page).getByRole('button', { name: new RegExp(name) })).toHaveCount(0)
    await leaveDialog(page)
  }
  await openEditor(siti)
  await siti.keyboard.type('Scopes')
  await expect(dialog(siti).getByRole('button', { name: /For a site/ })).toBeVisible()
  await expect(dialog(siti).getByRole('button', { name: /Of Farid/ })).toHaveCount(0)
  await leaveDialog(siti)
  for (const page of [siti, alex, people.ana, people.farid]) {
    await isSynced(page)
    await page.context().close()
  }
})

const hour = 3_600_000
const judged = demoId('macros', 'cod-overcharge')

/** What the service knows of cases that parties have rated, with when the party of each wrote last. */
async function ratedCases(): Promise<{ id: string; askedAt: number }[]> {
  const { directUrl, password } = await running()
  const rows = await widestView(directUrl, password)
  const messages = rows.filter(({ t }) => t === 'messages').map(({ row }) => row as unknown as Message)
  return rows
    .filter(({ t, row }) => t === 'cases' && /^710(0|1|2|3|4)/.test(String(row['number'])))
    .filter(({ row }) => row['satisfaction'] === 'good' || row['satisfaction'] === 'bad')
    .map(({ row }) => {
      const told = messages.filter(({ caseId, author }) => caseId === row['id'] && author.kind === 'party')
      return { id: String(row['id']), askedAt: Math.max(...told.map(({ at }) => Date.parse(at))) }
    })
}

const written = (caseId: string, at: number, author: Message['author'], macroId: string | null) => ({
  table: 'messages' as const,
  row: {
    id: crypto.randomUUID(),
    caseId,
    kind: 'reply' as const,
    author,
    text: macroId === null ? 'It is still not right.' : 'I have put the difference in your wallet.',
    html: null,
    at: new Date(at).toISOString(),
    macroId,
    event: null,
    source: null,
  },
})

// Catches shares of something else than their words say, ones of too few, and numbers that say nothing of how they are counted.
test('what came of a macro stands with it: who wrote back, what was opened anew and how it was rated, and how that is counted', async ({
  browser,
}) => {
  const it = await running()
  const cases = await ratedCases()
  // Twenty are enough to say a share of.
  expect(cases).toHaveLength(20)
  const joy = { kind: 'agent' as const, id: demoId('agents', 'joy'), name: 'Joy Santos' }
  const party = { kind: 'party' as const, id: null, name: 'A party' }
  const rows = cases.flatMap(({ id, askedAt }, place) => {
    // Where the party asked within the last eight days it was before that, and nobody wrote back.
    const usedAt = askedAt < Date.now() - 8 * 24 * hour ? askedAt + hour : askedAt - 20 * 24 * hour
    const use = written(id, usedAt, joy, judged)
    // Five wrote back within three days, two more within seven.
    const answeredAt = usedAt + (place < 5 ? 24 : 100) * hour
    return place < 7 ? [use, written(id, answeredAt, party, null)] : [use]
  })
  await writeRows(await addressOfDatabase(it.folder), rows)
  await it.stop()
  await it.start()

  const ana = await pageOf(browser, 'ana')
  await lookFor(ana, '10409', 'the driver took too much')
  await expect(dialog(ana)).toContainText('used 20 times in 90 days · 25 % wrote back · 35 % reopened · 80 % satisfied')
  await leaveDialog(ana)
  const siti = await pageOf(browser, 'siti')
  await openEditor(siti)
  await siti.keyboard.type('the driver took too much')
  await pressButton(siti, dialog(siti).getByRole('button', { name: /The driver took too much/ }))
  await expect(dialog(siti)).toContainText('25 % wrote back · 35 % reopened · 80 % satisfied')
  await expect(dialog(siti)).toContainText('a party wrote within 7 days of a use that solved the case')
  await expect(dialog(siti)).toContainText('No share is given below 20.')
  await leaveDialog(siti)

  // One that was hardly used says so, and no share of it.
  await lookFor(ana, '10409', 'ask for photos')
  await expect(dialog(ana)).toContainText(/used (once|\d times) in 90 days · too few to tell more/)
  await leaveDialog(ana)
  for (const page of [ana, siti]) {
    await isSynced(page)
    await page.context().close()
  }
})
