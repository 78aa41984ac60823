import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { test } from './desk-test.ts'
import { letClocksRunOut, letRaise } from './let-deadline-pass.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase, pressButton } from './story.ts'
import { banner, choose, dialog, escalate, openDesk, pill, pressInBanner, thread, writeIn } from './by-keys.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const deskOf = async (page: Page, login: string, url?: string): Promise<void> =>
  openDesk(page, await running(), login, url)

const handOver = (ask: string) => ({ reason: 'No policy covers it', ask, result: 'It says nothing' })

// Catches a rejection that leaves the case with nobody, and a reason that its agent never reads.
test('Tier 2 rejects by key: the case is Tier 1’s again, who reads why in a coaching note; the supervisor sees it, too', async ({
  browser,
}) => {
  const [ana, ben, siti] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined || siti === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await escalate(ana, '10402', handOver('May I offer a tablet of another colour?'))
  await isSynced(ana)
  await deskOf(ben, 'ben')
  await openCase(ben, '10402')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+B')
  await choose(ben, 'Reason', 'Tier 1 may decide this')
  await writeIn(ben, 'Step of the SOP', 'Step 2')
  await writeIn(ben, 'One sentence to the agent', 'Another colour is yours to offer.')
  await ben.keyboard.press('Control+Enter')
  await expect(dialog(ben)).toBeHidden()
  await expect(thread(ana)).toContainText('Another colour is yours to offer.')
  await expect(banner(ana)).toBeHidden()
  await ana.keyboard.press('Escape')
  await thread(ana).focus()
  await ana.keyboard.press('g')
  await ana.keyboard.press('c')
  await expect(dialog(ana)).toContainText('Another colour is yours to offer.')
  await pressButton(ana, dialog(ana).getByRole('button', { name: 'Read' }))
  await expect(dialog(ana).getByRole('button', { name: 'Read' })).toBeHidden()
  await isSynced(ana)
  await deskOf(siti, 'siti')
  await siti.keyboard.press('g')
  await siti.keyboard.press('c')
  await expect(dialog(siti)).toContainText('for Ana Reyes')
})

// Catches an escalation that waits for ever, and a clock that only the service knows of.
test('Tier 2 waits for the seller until a time; when that has passed the escalation is raised for everybody to see', async ({
  browser,
}) => {
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await escalate(ana, '10405', handOver('Please ask the seller for a second air fryer.'))
  await isSynced(ana)
  await deskOf(ben, 'ben')
  await openCase(ben, '10405')
  await pressInBanner(ben, 'Accept')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+W')
  await choose(ben, 'For whom', 'logistics')
  await ben.keyboard.press('Control+Enter')
  await expect(banner(ana)).toContainText('Waits for: logistics. Next update')
  await isSynced(ben)
  await letRaise(await running(), '10405')
  await expect(banner(ana)).toContainText('raised, level 1')
  await expect(banner(ben)).toContainText('raised, level 1')

  // Decided, and sent by Tier 1 with one key.
  await pressInBanner(ben, 'Hand back')
  await writeIn(ben, 'Decision', 'A second one is on its way.')
  await writeIn(ben, /^Reply to/, 'A second air fryer left today.')
  await ben.keyboard.press('Control+Enter')
  await expect(banner(ana)).toContainText('A second one is on its way.')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+Y')
  await expect(thread(ana)).toContainText('A second air fryer left today.')
  await expect(banner(ana)).toBeHidden()
  await isSynced(ana)
})

// Catches a promise to the customer that breaks while the case lies with Tier 2, and nobody there hears of it.
test('a clock of the case runs out: the escalation on it is raised, also where Tier 2 takes it in that moment', async ({
  browser,
}) => {
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana')
  await escalate(ana, '10314', handOver('May I refund the cable, too?'))
  await isSynced(ana)
  await deskOf(ben, 'ben')
  await openCase(ben, '10314')
  await expect(banner(ben)).toContainText('May I refund the cable, too?')
  await letClocksRunOut(await running(), '10314')
  await pressInBanner(ben, 'Accept')
  await expect(banner(ben)).toContainText('raised, level 1')
  await expect(banner(ana)).toContainText('raised, level 1')
  await expect(thread(ana)).toContainText('Time ran out')
  await expect(banner(ana)).toContainText('Tier 2 has it')
  await isSynced(ana)
})

// Catches an escalation that cannot be made or decided without a network, or whose turns arrive in another order than they were taken.
test('an escalation made without a network is accepted and handed back without one, and its reply is sent when all are back', async ({
  browser,
}) => {
  const { port } = await running()
  const [anaWire, benWire] = await Promise.all([openWire(port), openWire(port)])
  const [ana, ben] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana', anaWire.url)
  await deskOf(ben, 'ben', benWire.url)

  anaWire.cut()
  await expect(pill(ana)).toContainText('Offline since')
  await escalate(ana, '10411', handOver('May we pay a courier for the uniform?'))
  await expect(banner(ana)).toContainText('Waiting for Tier 2')
  await expect(pill(ana)).toContainText('1 saved, will send')
  anaWire.mend()
  await isSynced(ana)

  await openCase(ben, '10411')
  await expect(banner(ben)).toContainText('May we pay a courier for the uniform?')
  benWire.cut()
  await expect(pill(ben)).toContainText('Offline since')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+A')
  await expect(banner(ben)).toContainText('Tier 2 has it')
  await ben.keyboard.press('Shift+H')
  await writeIn(ben, 'Decision', 'Yes, up to 200 pesos.')
  await writeIn(ben, /^Reply to/, 'A courier brings it tomorrow.')
  await ben.keyboard.press('Control+Enter')
  await expect(banner(ben)).toContainText('Yes, up to 200 pesos.')
  await expect(pill(ben)).toContainText('2 saved, will send')
  await expect(banner(ana)).not.toContainText('Yes, up to 200 pesos.')
  anaWire.cut()
  benWire.mend()
  await isSynced(ben)
  anaWire.mend()

  await expect(banner(ana)).toContainText('Yes, up to 200 pesos.')
  await thread(ana).focus()
  await ana.keyboard.press('Shift+Y')
  await expect(thread(ana)).toContainText('A courier brings it tomorrow.')
  await isSynced(ana)
  await expect(banner(ana)).toBeHidden()
  await Promise.all([anaWire.close(), benWire.close()])
})
