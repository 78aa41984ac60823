import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { serviceUnderTest } from '../../service-under-test.ts'
import type { BenchOptions } from '../bench-options.ts'
import { fromInput } from '../desk/in-page.ts'
import { firstSync, listRows, messagesOf, openBrowser } from '../desk/play.ts'
import { type BenchRow, benchRow } from '../statistics.ts'
import { watchFrames, watchedFrames } from './frames.ts'
import { longThread, markOf, writeLongThread } from './long-thread.ts'

/** Pixels that one turn of the wheel goes: a quick hand. */
const turn = 600
const row = (metric: string, values: readonly number[]): BenchRow => benchRow('thread', 'tierdesk', metric, values)
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/** A thread of 5,000 messages of mixed height in the built window: opened, wheeled through from its end to its beginning, and jumped in. */
export async function threadBench({ runs, isQuick }: BenchOptions): Promise<BenchRow[]> {
  say('Starting the service, writing 5,000 messages.')
  const service = await serviceUnderTest()
  const profile = await mkdtemp(join(tmpdir(), 'tierdesk-profile-'))
  try {
    await writeLongThread(service.folder)
    // What was written is another process's: it reaches windows once the service has noticed.
    await service.stop()
    await service.start()
    const { context, page } = await openBrowser(profile)
    await page.goto(service.directUrl)
    await firstSync(page, 'siti', service.password)
    const [first = 0, ...opened] = await timeOpening(page, 1 + (runs ?? (isQuick ? 3 : 20)))
    const rows = [
      row('open-first-ms', [first]),
      row('open-ms', opened),
      ...(await timeWheeling(page, isQuick)),
      await timeJumping(page, isQuick),
    ]
    await context.close()
    return rows
  } finally {
    await service.remove()
    await rm(profile, { recursive: true, force: true })
  }
}

/** From the key to the drawn end of the thread: the first time from the disk of this computer, after that from memory. */
async function timeOpening(page: Page, times: number): Promise<number[]> {
  say(`Opening it ${times} times.`)
  const values: number[] = []
  for (let n = 0; n < times; n++) {
    if (n > 0) await page.keyboard.press('Alt+w')
    await page.getByLabel(/^Search cases by/).fill(longThread.number)
    await page.locator(listRows).filter({ hasText: longThread.subject }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('j')
    const last = markOf(longThread.count - 1)
    values.push(await fromInput(page, messagesOf(longThread.subject), last, () => page.keyboard.press('Enter')))
  }
  return values
}

async function timeWheeling(page: Page, isQuick: boolean): Promise<BenchRow[]> {
  say('Wheeling from its end to its beginning.')
  const thread = page.locator('[aria-label="Thread"]')
  const box = await thread.boundingBox()
  if (box === null) throw new Error('No thread is on the screen.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await watchFrames(page)
  const isAtTop = (): Promise<boolean> => thread.evaluate((one) => one.scrollTop <= 0)
  for (let n = 0; n < (isQuick ? 150 : 5000); n++) {
    await page.mouse.wheel(0, -turn)
    if (n % 50 === 49 && (await isAtTop())) break
  }
  const { intervals, perSecond, mostDrawn, blankPercent } = await watchedFrames(page)
  return [
    row('wheel-frame-ms', intervals),
    row('wheel-frames-per-s', perSecond),
    row('wheel-most-drawn', [mostDrawn]),
    row('wheel-blank-percent', [blankPercent]),
  ]
}

/** From far above to the newest message, from the click to the drawn frame. */
async function timeJumping(page: Page, isQuick: boolean): Promise<BenchRow> {
  say('Jumping to its end.')
  const values: number[] = []
  for (let n = 0; n < (isQuick ? 3 : 20); n++) {
    await page.locator('[aria-label="Thread"]').evaluate((one) => one.scrollTo({ top: (one.scrollHeight * 2) / 5 }))
    const button = page.getByRole('button', { name: 'To the newest' })
    await button.waitFor()
    const last = markOf(longThread.count - 1)
    values.push(await fromInput(page, messagesOf(longThread.subject), last, () => button.click()))
  }
  return row('to-end-ms', values)
}
