import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { dialog, thread } from '../e2e/by-keys.ts'
import { openCase, signIn, tabTo } from '../e2e/story.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'
import type { LaunchedDesktop } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

interface Outside {
  readonly shown: { title: string; body: string }[]
  readonly tips: string[]
  click?: () => void
}

/** The system's notifications and tray are recorded in place of shown, and the window is not in front. */
async function record({ app }: LaunchedDesktop): Promise<void> {
  await app.evaluate(({ BrowserWindow, Notification, Tray }) => {
    const outside: Outside = { shown: [], tips: [] }
    Object.assign(globalThis, { outside, isInFront: false })
    Object.assign(Notification, { isSupported: () => true })
    Object.assign(Notification.prototype, {
      show(this: Electron.Notification) {
        outside.shown.push({ title: this.title, body: this.body })
        outside.click = () => this.emit('click')
      },
    })
    Object.assign(Tray.prototype, { setToolTip: (tip: string) => outside.tips.push(tip) })
    for (const window of BrowserWindow.getAllWindows()) {
      window.isFocused = () => Reflect.get(globalThis, 'isInFront') === true
      window.focus = () => void Reflect.set(globalThis, 'isInFront', true)
    }
  })
}

const outside = ({ app }: LaunchedDesktop) =>
  app.evaluate(() => {
    const { shown, tips } = Reflect.get(globalThis, 'outside') as Outside
    return { shown, tips }
  })
const shown = async (desk: LaunchedDesktop): Promise<string[]> =>
  (await outside(desk)).shown.map(({ title, body }) => `${title}: ${body}`)

const look = ({ app }: LaunchedDesktop, isInFront: boolean): Promise<void> =>
  app.evaluate((_electron, front) => void Reflect.set(globalThis, 'isInFront', front), isInFront)

/** The window says how much waits, as it does when that changes. */
const countIs = ({ window }: LaunchedDesktop, count: number): Promise<unknown> =>
  window.evaluate((waiting) => {
    const bridge = Reflect.get(globalThis, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
    return bridge.call('badge.set', { count: waiting })
  }, count)

/** Sets the clock of the main process to a time of this day; it stands still. */
const itIs = ({ app }: LaunchedDesktop, time: string): Promise<void> =>
  app.evaluate((_electron, at) => {
    const [hours = 0, minutes = 0] = at.split(':').map(Number)
    const set = new Date().setHours(hours, minutes, 0, 0)
    Date.now = () => set
  }, time)

/** A party writes, and the window has it. */
async function writes(desk: LaunchedDesktop, service: ServiceUnderTest, number: string, text: string): Promise<void> {
  await openCase(desk.window, number)
  await service.partyWrites(number, text)
  await expect(thread(desk.window)).toContainText(text)
}

async function withDesk(
  policies: Readonly<Record<string, unknown>>,
  run: (desk: LaunchedDesktop, service: ServiceUnderTest) => Promise<void>,
): Promise<void> {
  const service = await serviceUnderTest()
  const userData = mkdtempSync(join(tmpdir(), 'tierdesk-notices-'))
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-managed-'))
  writeFileSync(join(folder, '10.json'), JSON.stringify({ Enforced: policies }), { mode: 0o644 })
  const desk = await launchDesktop({ serviceUrl: service.directUrl, userData, policies: folder })
  await signIn(desk.window, 'ana', service.password)
  await desk.window.keyboard.press('Escape')
  await desk.window.keyboard.press('g')
  await desk.window.keyboard.press('m')
  await record(desk)
  await run(desk, service)
  await desk.app.close()
  await service.remove()
  for (const one of [userData, folder]) rmSync(one, { recursive: true, force: true })
}

const text = 'My address is 12 Mabini Street, and my number 0917 555 0101.'

// Catches: words of a party on a screen that anybody sees, an agent who is told of what they look at, and a click that leads nowhere.
test('who looks elsewhere is told the kind and the number, nothing that anybody wrote, and a click opens the case', async () => {
  await withDesk({}, async (desk, service) => {
    await look(desk, true)
    await writes(desk, service, '10402', 'Before they looked elsewhere.')
    await look(desk, false)
    await writes(desk, service, '10311', text)
    await expect.poll(() => shown(desk)).toEqual(['Somebody wrote on your case: 10311'])
    // Within the pause after a notification everything becomes one.
    await writes(desk, service, '10314', text)
    await writes(desk, service, '10402', `${text} Again.`)
    await expect
      .poll(() => shown(desk))
      .toEqual(['Somebody wrote on your case: 10311', 'Several cases have something new for you: 10314, 10402'])
    await openCase(desk.window, '10311')
    await desk.app.evaluate(() => (Reflect.get(globalThis, 'outside') as Outside).click?.())
    expect(await desk.app.evaluate(() => Reflect.get(globalThis, 'isInFront') as boolean)).toBe(true)
    await countIs(desk, 17)
    expect((await outside(desk)).tips.at(-1)).toBe('Tierdesk\nWaiting for you: 17\nConnected')
    expect(JSON.stringify(await outside(desk))).not.toMatch(/Mabini|0917|Maria|rice cooker/i)
  })
})

// Catches: a night shift of other people that hears of everything, and quiet hours that are read and obeyed by nobody.
test('in the quiet hours of IT nothing is told; after them it is again, and a click leads to the case', async () => {
  await withDesk({ QuietHours: '20:00-08:00' }, async (desk, service) => {
    await itIs(desk, '21:00')
    await writes(desk, service, '10311', 'Written in the evening.')
    await itIs(desk, '07:59')
    await writes(desk, service, '10314', 'Written too early.')
    await itIs(desk, '08:00')
    await writes(desk, service, '10402', 'Written in the morning.')
    await expect.poll(() => shown(desk)).toEqual(['Somebody wrote on your case: 10402'])
    await desk.app.evaluate(() => (Reflect.get(globalThis, 'outside') as Outside).click?.())
    await expect(desk.window.getByRole('tab', { selected: true, name: /10402/ })).toBeVisible()
  })
})

// Catches: a switch that switches nothing.
test('an agent sets by keys that they are told nothing, or nothing at some hours', async () => {
  await withDesk({}, async (desk, service) => {
    const { window } = desk
    await window.keyboard.press('Control+Comma')
    const form = dialog(window)
    await tabTo(window, form.getByLabel('Not at these hours'))
    await window.keyboard.press('Space')
    // From an hour ago until in an hour, whenever this is played.
    const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toTimeString().slice(0, 5)
    await form.getByLabel('From', { exact: true }).fill(at(-1))
    await form.getByLabel('Until', { exact: true }).fill(at(1))
    await window.keyboard.press('Escape')
    await writes(desk, service, '10311', 'Written in quiet hours.')
    await window.keyboard.press('Control+Comma')
    await tabTo(window, form.getByLabel('Not at these hours'))
    await window.keyboard.press('Space')
    await tabTo(window, form.getByLabel(/^Tell me on the desktop/), 'Shift+Tab')
    await window.keyboard.press('Space')
    await window.keyboard.press('Escape')
    await writes(desk, service, '10314', 'Written while switched off.')
    await window.keyboard.press('Control+Comma')
    await tabTo(window, form.getByLabel(/^Tell me on the desktop/))
    await window.keyboard.press('Space')
    await window.keyboard.press('Escape')
    await writes(desk, service, '10402', 'Written while switched on.')
    await expect.poll(() => shown(desk)).toEqual(['Somebody wrote on your case: 10402'])
  })
})

// Catches: a policy that nobody obeys, and a switch that does nothing and says nothing.
test('where IT forbids notifications none is shown, and the switch says why', async () => {
  await withDesk({ NotificationsAllowed: false }, async (desk, service) => {
    await writes(desk, service, '10311', text)
    await desk.window.keyboard.press('Control+Comma')
    await expect(dialog(desk.window).getByLabel(/^Tell me on the desktop/)).not.toBeChecked()
    await expect(dialog(desk.window).getByText('IT has switched notifications off on this computer.')).toBeVisible()
    // Calls are answered in their order: by then a notification would have come.
    await countIs(desk, 17)
    expect(await shown(desk)).toEqual([])
  })
})
