import { type Page, expect, test } from '@playwright/test'
import { longThread, markOf, writeLongThread } from '../bench/thread/long-thread.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
test.afterAll(() => service?.remove())

/** More than fit on a screen with what is kept ready above and below, and far fewer than there are. */
const mostDrawn = 60

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const message = (page: Page, at: number) => thread(page).getByText(markOf(at), { exact: false })
const drawn = (page: Page): Promise<number> => thread(page).getByRole('article').count()

// Catches a thread that draws all of its messages, one that opens somewhere in the middle, and one whose ends cannot be reached or are blank.
test('of 5,000 messages only those in sight are drawn, and both ends are reached by keys and by the wheel', async ({
  page,
}) => {
  service = await serviceUnderTest()
  await writeLongThread(service.folder)
  await service.stop()
  await service.start()
  await page.goto(service.directUrl)
  await signIn(page, 'siti', service.password)
  await openCase(page, longThread.number)
  const last = longThread.count - 1
  await expect(message(page, last)).toBeInViewport()
  expect(await drawn(page)).toBeLessThan(mostDrawn)

  await thread(page).focus()
  await page.keyboard.press('Home')
  await expect(message(page, 0)).toBeInViewport()
  expect(await drawn(page)).toBeLessThan(mostDrawn)
  // Back from where one writes it is a few stops; on from the top of the thread it would be every message.
  await page.keyboard.press('r')
  await tabTo(page, page.getByRole('button', { name: 'To the newest' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(message(page, last)).toBeInViewport()

  await thread(page).hover()
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.wheel(0, -2500)
    expect(await drawn(page)).toBeLessThan(mostDrawn)
  }
  // Where the wheel came to rest there are messages from the top of the thread to its bottom.
  const box = await thread(page).boundingBox()
  await expect
    .poll(() =>
      thread(page).evaluate((region, height) => {
        const lines = [...region.querySelectorAll('[data-index]')].map((line) => line.getBoundingClientRect())
        const top = region.getBoundingClientRect().top
        // 12 pixels lie between two of them.
        const isCovered = (at: number): boolean => lines.some((line) => line.top - 13 <= at && at <= line.bottom + 13)
        return [0.1, 0.3, 0.5, 0.7, 0.9].every((share) => isCovered(top + height * share))
      }, box?.height ?? 0),
    )
    .toBe(true)
  await expect(message(page, last)).toBeHidden()
  await thread(page).focus()
  await page.keyboard.press('End')
  await expect(message(page, last)).toBeInViewport()
})
