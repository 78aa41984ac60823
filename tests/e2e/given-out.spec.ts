import { type Browser, type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { newDesk } from './by-keys.ts'
import { test } from './desk-test.ts'
import { caseHead, equip, giveOut, given, isGiven, setStatus } from './routing-keys.ts'
import { isSynced, openCase } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const pageOf = async (browser: Browser, login: string): Promise<Page> => newDesk(browser, await running(), login)

// Catches cases that pile up before somebody who is full, go to somebody who cannot do them, or never come once there is room.
test('a case goes to nobody who lacks the skill or is full, and comes once they have it and there is room', async ({
  browser,
}) => {
  const [siti, ana, farid] = [
    await pageOf(browser, 'siti'),
    await pageOf(browser, 'ana'),
    await pageOf(browser, 'farid'),
  ]
  await equip(siti, 'Farid Rahman', { capacity: '60' })
  await setStatus(farid, 'avail', 'Available')
  await equip(siti, 'Ana Reyes', { skills: 'cash', capacity: '20' })
  await setStatus(ana, 'avail', 'Available')
  await openCase(ana, '10506')
  // The cases of a queue that comes after hers are given out behind her: hers were looked at, and nobody was found.
  await giveOut(siti, 'Orders SG')
  await isGiven(farid, '20508')
  await expect(caseHead(ana)).toContainText('Nobody has it')
  await expect(given(ana)).toHaveCount(0)

  // She learns it, and has more cases than she may have.
  await equip(siti, 'Ana Reyes', { skills: 'payments', capacity: '1' })
  await giveOut(siti, 'Orders DE')
  await isGiven(farid, '20606')
  await expect(caseHead(ana)).toContainText('Nobody has it')
  await expect(given(ana)).toHaveCount(0)

  await equip(siti, 'Ana Reyes', { capacity: '20' })
  await expect(given(ana).first()).toBeVisible()
  await expect(caseHead(ana)).toContainText('You have it')
  for (const page of [siti, ana, farid]) {
    await isSynced(page)
    await page.context().close()
  }
})

// Catches a party who is given somebody who does not speak with them, and one who waits though somebody does.
test('a case goes to nobody who does not speak its language, and comes to them once they do', async ({ browser }) => {
  const [siti, ana] = [await pageOf(browser, 'siti'), await pageOf(browser, 'ana')]
  await equip(siti, 'Ana Reyes', { languages: 'ms', capacity: '60' })
  await setStatus(ana, 'avail', 'Available')
  await giveOut(siti, 'Returns PH', true)
  // A party who wrote in Filipino; those of the queue behind it wrote in English.
  await giveOut(siti, 'Late delivery PH')
  await isGiven(ana, '10409')
  await openCase(ana, '10323')
  await expect(caseHead(ana)).toContainText('Nobody has it')

  await equip(siti, 'Ana Reyes', { languages: 'fil' })
  await expect(caseHead(ana)).toContainText('You have it')
  for (const page of [siti, ana]) {
    await isSynced(page)
    await page.context().close()
  }
})
