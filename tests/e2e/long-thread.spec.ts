import { type Page, expect } from '@playwright/test'
import { longThread, markOf, writeLongThread } from '../bench/thread/long-thread.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { openDesk } from './by-keys.ts'
import { test } from './desk-test.ts'
import { openCase } from './story.ts'

let service: ServiceUnderTest | undefined
async function running(): Promise<ServiceUnderTest> {
  if (service !== undefined) return service
  service = await serviceUnderTest()
  await writeLongThread(service.folder)
  await service.stop()
  await service.start()
  return service
}
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
  await openDesk(page, await running(), 'siti')
  await openCase(page, longThread.number)
  const last = longThread.count - 1
  await expect(message(page, last)).toBeInViewport()
  expect(await drawn(page)).toBeLessThan(mostDrawn)

  await thread(page).focus()
  await page.keyboard.press('Home')
  await expect(message(page, 0)).toBeInViewport()
  expect(await drawn(page)).toBeLessThan(mostDrawn)
  // A thread is one stop, however long it is.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'To the newest' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(message(page, last)).toBeInViewport()
  await expect(thread(page)).toBeFocused()

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

/** The message that the keys are on. */
const focused = (page: Page) => thread(page).locator('article:focus')

// Catches a thread with a stop for every message, arrows that lose the focus where messages come and go from the page, and a message whose
// buttons no key reaches.
test('the arrows go from message to message, Tab to the buttons of that one and then on, also in a long thread', async ({
  page,
}) => {
  await openDesk(page, await running(), 'siti')
  await openCase(page, longThread.number)
  const last = longThread.count - 1
  const composer = page.getByRole('region', { name: 'Write on this case' })
  await expect(message(page, last)).toBeInViewport()

  await thread(page).focus()
  await page.keyboard.press('Tab')
  await expect(composer.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Shift+Tab')
  await expect(thread(page)).toBeFocused()

  await page.keyboard.press('ArrowUp')
  await expect(focused(page)).toContainText(markOf(last))
  const up = 40
  for (let n = 0; n < up; n++) {
    const before = await focused(page).textContent()
    // One press or several: through a message that is higher than the thread it goes step by step.
    while ((await focused(page).textContent()) === before) await page.keyboard.press('ArrowUp')
    await expect(focused(page)).toBeInViewport()
  }
  expect(await drawn(page)).toBeLessThan(mostDrawn)
  await expect(focused(page)).toContainText(markOf(last - up))

  // Out of sight it keeps the keys; the next arrow goes on from what is in sight.
  await thread(page).hover()
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -2500)
  await expect(focused(page)).not.toBeInViewport()
  await expect(focused(page)).toContainText(markOf(last - up))
  await page.keyboard.press('ArrowDown')
  await expect(focused(page)).toBeInViewport()
  await expect(focused(page)).not.toContainText(markOf(last - up))
  const name = await focused(page).getAttribute('aria-label')
  await page.keyboard.press('Tab')
  await expect(
    thread(page)
      .locator('article')
      .filter({ has: page.locator(':focus') }),
  ).toHaveAttribute('aria-label', name ?? '')
  await expect(thread(page).getByRole('button', { name: 'Quote' }).and(page.locator(':focus'))).toHaveCount(1)
  await page.keyboard.press('Home')
  await expect(thread(page)).toBeFocused()
  await expect(message(page, 0)).toBeInViewport()
  await page.keyboard.press('ArrowDown')
  await expect(focused(page)).toContainText(markOf(0))
})
