import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ServiceUnderTest } from '../../service-under-test.ts'
import type { BenchOptions } from '../bench-options.ts'
import { type BenchRow, benchRow } from '../statistics.ts'
import { type Known, type KnownCase, knownCases } from './known-cases.ts'
import { fromInput, fromStart, instantOf, longestTask } from './in-page.ts'
import { keptPicture } from './kept-picture.ts'
import { firstSync, listRowAt, listRows, seenRows, messagesOf, openBrowser } from './play.ts'
import { fullService } from './prepare.ts'
import { steadyChanges } from './steady-changes.ts'

const threadMessages = '[aria-label="Thread"] article'

/** How often each thing is done. */
const times = { open: 100, type: 200, search: 60, macro: 30, jump: 30, receive: 40 } as const

const queries = [
  'printer',
  'wi-fi password',
  'refund',
  'screen brightness',
  '键盘',
  'bluetooth',
  'backup files',
  'disputa',
]

const row = (metric: string, values: readonly number[]): BenchRow => benchRow('desk', 'tierdesk', metric, values)
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/**
 * The window in a real browser, for the agent with the widest view over everything that was imported. Cold starts are new browser
 * processes on a used profile; everything else is measured from the browser's own time stamp of the key to the drawn frame.
 */
export async function deskBench({ data, runs, isQuick }: BenchOptions): Promise<BenchRow[]> {
  say('Starting the service, importing, adding cases.')
  const service = await fullService(data)
  const profile = await mkdtemp(join(tmpdir(), 'tierdesk-profile-'))
  try {
    const first = await timeFirstSync(service, profile)
    const cold = await timeColdStarts(service, profile, runs ?? (isQuick ? 3 : 10))
    return [...cold, ...(await timeWork(service, profile)), first]
  } finally {
    await service.remove()
    await rm(profile, { recursive: true, force: true })
  }
}

async function timeFirstSync(service: ServiceUnderTest, profile: string): Promise<BenchRow> {
  say('First download.')
  const { context, page } = await openBrowser(profile)
  await page.goto(service.directUrl)
  const begun = performance.now()
  await firstSync(page, 'siti', service.password)
  const took = performance.now() - begun
  // A picture is taken after a change, and the list may be the one that is shown already.
  await keptPicture(page, /^Solved/)
  await keptPicture(page, /^All open/)
  await page.locator(listRows).first().waitFor()
  await context.close()
  return row('first-sync-ms', [took])
}

async function timeColdStarts(service: ServiceUnderTest, profile: string, runs: number): Promise<BenchRow[]> {
  say(`${runs} cold starts.`)
  const shown: number[] = []
  const withKeys: number[] = []
  const withBrowser: number[] = []
  const longest: number[] = []
  for (let run = 0; run < runs; run++) {
    const begun = performance.now()
    const { context, page } = await openBrowser(profile)
    await page.goto(service.directUrl, { waitUntil: 'commit' })
    const listed = fromStart(page, listRows)
    shown.push(await fromStart(page, seenRows))
    withBrowser.push(performance.now() - begun)
    withKeys.push(await listed)
    // What is read ahead when the first screen stands belongs to the start, too.
    await page.getByLabel(/^State of the connection.*All synced/).waitFor()
    longest.push(await longestTask(page))
    await context.close()
  }
  return [
    row('cold-start-ms', shown),
    row('cold-start-keys-ms', withKeys),
    row('cold-start-with-browser-ms', withBrowser),
    row('longest-task-start-ms', longest),
  ]
}

async function timeWork(service: ServiceUnderTest, profile: string): Promise<BenchRow[]> {
  const { context, page } = await openBrowser(profile)
  await page.goto(service.directUrl)
  await page.getByLabel(/^State of the connection.*All synced/).waitFor()
  const known = await knownCases(service, times.open)
  await longestTask(page)
  say('Opening cases, typing, searching, applying macros, jumping.')
  const quiet = await timeKeys(page, known, '')
  const receive = row('receive-ms', await timeReceiving(page, service, known.cases))
  say('The same while 200 changes a second arrive.')
  const changes = await steadyChanges(service, known.others)
  const busy = await timeKeys(page, known, '-busy')
  const rate = row('busy-changes-per-s', [await changes.stop()])
  const longest = row('longest-task-steady-ms', [await longestTask(page)])
  await context.close()
  return [...quiet, receive, ...busy, rate, longest]
}

/** Everything that is done with a key, from the key to the drawn frame. */
async function timeKeys(page: Page, { cases }: Known, suffix: '' | '-busy'): Promise<BenchRow[]> {
  const opened = await timeOpening(page, cases)
  return [
    row(`open-case${suffix}-ms`, opened),
    row(`type${suffix}-ms`, await timeTyping(page, 'textarea')),
    row(`type-rich${suffix}-ms`, await timeTyping(page, '[contenteditable="true"][role="textbox"]')),
    row(`search${suffix}-ms`, await timeSearching(page)),
    row(`apply-macro${suffix}-ms`, await timeMacros(page, cases)),
    row(`jump${suffix}-ms`, await timeJumping(page)),
  ]
}

async function find(page: Page, { number }: KnownCase): Promise<void> {
  await page.getByLabel(/^Search cases by/).fill(number)
  await page.locator(listRows).filter({ hasText: '' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('j')
}

/** Opens the first case that takes replies still. */
async function openOne(page: Page, cases: readonly KnownCase[]): Promise<KnownCase> {
  const open = cases.find(({ isClosed }) => !isClosed)
  if (open === undefined) throw new Error('Every case that was chosen is closed.')
  await find(page, open)
  await page.keyboard.press('Enter')
  await page.locator(messagesOf(open.subject)).first().waitFor()
  return open
}

async function timeOpening(page: Page, cases: readonly KnownCase[]): Promise<number[]> {
  const values: number[] = []
  for (const known of cases) {
    await find(page, known)
    values.push(await fromInput(page, messagesOf(known.subject), '', () => page.keyboard.press('Enter')))
  }
  return values
}

/** In the plain box, or in the one with formatting. */
async function timeTyping(page: Page, selector: string): Promise<number[]> {
  await page.keyboard.press('n')
  const box = page.getByLabel('Internal note, seen by the desk only')
  await box.waitFor()
  const isOther = (await page.locator(selector).count()) === 0
  if (isOther) await page.keyboard.press('Alt+r')
  await page.locator(selector).waitFor()
  const values: number[] = []
  let text = ''
  for (let n = 0; n < times.type; n++) {
    const key = 'the quick brown fox jumps '[n % 26] ?? 'a'
    text += key
    values.push(await fromInput(page, selector, text, () => page.keyboard.press(key === ' ' ? 'Space' : key)))
  }
  await box.fill('')
  if (isOther) await page.keyboard.press('Alt+r')
  await page.keyboard.press('Escape')
  return values
}

async function timeSearching(page: Page): Promise<number[]> {
  await page.keyboard.press('Control+Shift+F')
  const field = page.getByRole('combobox', { name: /SOP/ })
  const values: number[] = []
  for (let n = 0; n < times.search; n++) {
    const query = queries[n % queries.length] ?? ''
    await field.fill(query.slice(0, -1))
    const answered = `[data-answers=${JSON.stringify(query)}] [role="option"]`
    values.push(await fromInput(page, answered, '', () => page.keyboard.type(query.slice(-1))))
  }
  await field.fill('')
  await page.keyboard.press('Escape')
  return values
}

/** Each time a macro's whole effect: its text as a message in the thread, its actions on the case. */
async function timeMacros(page: Page, cases: readonly KnownCase[]): Promise<number[]> {
  await openOne(page, cases)
  const values: number[] = []
  for (let n = 0; n < times.macro; n++) {
    await page.locator('[aria-label="Thread"]').focus()
    await page.keyboard.press('m')
    await page.keyboard.type('looking into it')
    await page.getByText('As it will read for').waitFor()
    // A message that was just written says "Saving" or "Saved on this computer" until the service has it.
    values.push(await fromInput(page, threadMessages, 'Sav', () => page.keyboard.press('Control+Enter')))
    await page.waitForFunction(
      (selector) => ![...document.querySelectorAll(selector)].some((one) => one.textContent.includes('Sav')),
      threadMessages,
    )
  }
  return values
}

/** To the last case of the longest list and back to the first. */
async function timeJumping(page: Page): Promise<number[]> {
  await page.getByLabel(/^Search cases by/).fill('')
  await page.locator('[data-area="list"] [role="listbox"]').focus()
  const last = Number(await page.locator(listRows).first().getAttribute('aria-setsize'))
  await page.keyboard.press('Home')
  await page.locator(listRowAt(1)).waitFor()
  const values: number[] = []
  for (let n = 0; n < times.jump; n++) {
    const [key, place] = n % 2 === 0 ? (['End', last] as const) : (['Home', 1] as const)
    values.push(await fromInput(page, listRowAt(place), '', () => page.keyboard.press(key)))
  }
  return values
}

/** From the moment a party's message is handed to the service until it is drawn in the open thread. */
async function timeReceiving(page: Page, service: ServiceUnderTest, cases: readonly KnownCase[]): Promise<number[]> {
  const open = await openOne(page, cases)
  const values: number[] = []
  for (let n = 0; n < times.receive; n++) {
    const text = `Message number ${n} of the bench`
    const drawn = instantOf(page, '[aria-label="Thread"] article', text)
    const sent = performance.timeOrigin + performance.now()
    await service.partyWrites(open.number, text)
    values.push((await drawn) - sent)
  }
  return values
}
