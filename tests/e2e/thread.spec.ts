import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { openCase, signIn } from './story.ts'

const caseNumber = '10311'

let service: ServiceUnderTest | undefined
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })

async function note(page: Page, text: string): Promise<void> {
  await thread(page).focus()
  await page.keyboard.press('n')
  await page.keyboard.type(text)
  await page.keyboard.press('Control+Enter')
}

// Catches: a burst of messages that leaves the end of the thread behind, one that tears somebody away from what they read, and what an
// agent wrote themselves being out of their sight.
test('a thread stays at its end however much comes in, stays where somebody reads, and shows what one writes', async ({
  page,
}) => {
  service = await serviceUnderTest()
  const { partyWrites, password, directUrl } = service
  await page.goto(directUrl)
  await signIn(page, 'ana', password)
  await openCase(page, caseNumber)
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => partyWrites(caseNumber, `Burst, part ${n}.\n\nWith another line.`)),
  )
  await partyWrites(caseNumber, 'The last of the burst.')
  await expect(thread(page).getByText('The last of the burst.')).toBeInViewport()

  await thread(page).focus()
  await page.keyboard.press('Home')
  await expect(thread(page).getByText('Hi po, dumating na')).toBeInViewport()
  await partyWrites(caseNumber, 'While somebody reads above.')
  await expect(page.getByRole('button', { name: 'To the newest' })).toBeVisible()
  await expect(thread(page).getByText('While somebody reads above.')).not.toBeVisible()
  await expect(thread(page).getByText('Hi po, dumating na')).toBeInViewport()

  await note(page, 'Written from far above.')
  await expect(thread(page).getByText('Written from far above.')).toBeInViewport()
})
