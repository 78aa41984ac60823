import { type ElectronApplication, type Page, expect, test } from '@playwright/test'
import { clearTextIn } from '../clear-text.ts'
import { pill } from '../e2e/by-keys.ts'
import { canaries, workWithCanaries } from '../e2e/canaries.ts'
import { heapTexts } from '../e2e/heap-texts.ts'
import { enterPin, isSynced, openCase, signIn, storyPin } from '../e2e/story.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { noElectron } from './launch.ts'
import { box, idleFor, isLocked, isRunning, onDesk, processOf, systemSays } from './locked-desk.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())
const here = async (enforced: object = {}) => ({ port: (await running()).port, enforced })

const badge = (app: ElectronApplication): Promise<number> => app.evaluate((electron) => electron.app.getBadgeCount())

// Would catch: a desk that a locked screen leaves open, cases that stay on its screen, a profile that can be read, a reply that is gone, a
// lock that needs the network, and one that a restart opens.
test('the desk is locked with the screen: nothing of a case is on it or in its profile, and the PIN opens it without a network and after a restart', async () => {
  await onDesk(await here(), async ({ app, window, wire, userData, restart }) => {
    await signIn(window, 'ana', (await running()).password, storyPin)
    await workWithCanaries(window, wire, await running())
    await systemSays(app, 'lock-screen')
    await isLocked(window)
    await expect(window.getByText('Locked together with this computer.')).toBeVisible()
    const shown = await window.locator('body').innerText()
    expect(canaries.filter((text) => shown.includes(text))).toEqual([])
    expect(await clearTextIn(userData, canaries)).toEqual([])
    const title = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
    expect([title, await badge(app)]).toEqual(['Tierdesk', 0])
    await enterPin(window, storyPin)
    await expect(window.getByRole('tab', { selected: true, name: /10402/ })).toBeVisible()
    await expect(box(window)).toHaveValue(/canary-of-a-draft/)
    await expect(pill(window)).toContainText('1 saved, will send')
    // Locked again from the menu, and started anew while the service is there: it would open an unlocked desk.
    await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('desk.lock')?.click())
    await isLocked(window)
    wire.mend()
    const again = await restart()
    await enterPin(again.window, storyPin)
    await isSynced(again.window)
    await expect(again.window.getByRole('tab', { selected: true, name: /10402/ })).toBeVisible()
  })
})

// Would catch: a page that goes while its process stays, with the cases in its memory for whoever reads it there; a lock that counts as a crash.
test('a lock ends the process that had the cases, and the one of the locked desk holds nothing of them', async () => {
  // The same texts are planted twice in one service otherwise.
  const own = await serviceUnderTest()
  await onDesk({ port: own.port }, async ({ app, window, wire }) => {
    await signIn(window, 'ana', own.password, storyPin)
    await workWithCanaries(window, wire, own)
    // The search finds what the open desk holds, so that finding nothing means something.
    expect((await heapTexts(window, canaries)).length).toBeGreaterThan(3)
    for (const lock of ['Control+Shift+L', 'lock-screen', 'suspend', 'user-did-resign-active', 'idle'] as const) {
      const before = await processOf(app)
      expect(isRunning(before)).toBe(true)
      if (lock === 'Control+Shift+L') await window.keyboard.press(lock)
      else if (lock === 'idle') await idleFor(app, 600)
      else await systemSays(app, lock)
      await isLocked(window)
      expect(isRunning(before)).toBe(false)
      // Every lock goes the same way; a look through the whole memory takes its time.
      if (lock === 'Control+Shift+L') expect(await heapTexts(window, canaries)).toEqual([])
      await idleFor(app, 0)
      await enterPin(window, storyPin)
      await expect(box(window)).toHaveValue(/canary-of-a-draft/)
    }
    const run = await window.evaluate(() =>
      (Reflect.get(window, 'tierdesk') as { call(name: string): Promise<unknown> }).call('desk.run'),
    )
    expect(run).toMatchObject({ crashes: 0 })
  })
  await own.remove()
})

// Would catch: a minute that is counted wrongly, a policy that is obeyed by nobody, an agent who is locked out while at work.
test('a desk that nobody touches is locked after the minutes that IT has set', async () => {
  await onDesk(await here({ IdleLockMinutes: 3 }), async ({ app, window }) => {
    await signIn(window, 'ana', (await running()).password, storyPin)
    await openCase(window, '10311')
    await box(window).fill('Half a reply, and then the phone rang')
    await idleFor(app, 179)
    // It has been asked since: what the system says now is known to be heard.
    await app.evaluate(
      ({ powerMonitor }) =>
        new Promise<void>((resolve) => {
          Object.assign(powerMonitor, {
            getSystemIdleTime: () => {
              resolve()
              return 179
            },
          })
        }),
    )
    await expect(box(window)).toHaveValue(/the phone rang/)
    await idleFor(app, 180)
    await isLocked(window)
    await expect(window.getByText('Locked because nobody used this computer for 3 minutes.')).toBeVisible()
    await idleFor(app, 0)
    await enterPin(window, storyPin)
    await expect(box(window)).toHaveValue('Half a reply, and then the phone rang')
    await isSynced(window)
  })
})

// Would catch: a desk that locks although IT has switched it off.
test('where IT wants neither, the desk stays open while the screen is locked and nobody is there', async () => {
  await onDesk(await here({ IdleLockMinutes: 0, LockWithScreen: false }), async ({ app, window }) => {
    await signIn(window, 'ana', (await running()).password)
    await idleFor(app, 86_400)
    await systemSays(app, 'lock-screen')
    await systemSays(app, 'suspend')
    // Waking up comes after both, and is heard.
    await openCase(window, '10311')
    await expect(box(window)).toBeVisible()
  })
})

// Would catch: a service that is needed to start, and cases that lie on the computer and are not shown.
test('with the service gone the desktop starts, opens by PIN and shows the cases', async () => {
  await onDesk(await here(), async ({ window, wire, restart }) => {
    await signIn(window, 'ana', (await running()).password, storyPin)
    await openCase(window, '10311')
    wire.cut()
    const again = await restart()
    await enterPin(again.window, storyPin)
    await expect(pill(again.window)).toContainText('Offline since')
    await openCase(again.window, '10311')
    await expect(again.window.getByRole('region', { name: 'Thread' }).getByRole('article').first()).toBeVisible()
  })
})

// Would catch: a watermark that is switched on and not there, lies under a dialog, swallows clicks, or is read out; one on a desk that IT wants without.
test('where IT wants it, the agent and the time lie over the whole window', async () => {
  const mark = (window: Page) => window.locator('[data-watermark]')
  await onDesk(await here({ Watermark: true }), async ({ window }) => {
    await expect(mark(window)).toHaveCount(0)
    await signIn(window, 'ana', (await running()).password, storyPin)
    await expect(mark(window)).toHaveCount(1)
    await expect(mark(window).locator('text')).toHaveText([/^Ana/, /^\d{4}-\d\d-\d\d \d\d:\d\d UTC[+−]/])
    const size = await window.evaluate(() => [innerWidth, innerHeight])
    const covered = await mark(window).boundingBox()
    expect([covered?.width, covered?.height]).toEqual(size)
    expect(await mark(window).ariaSnapshot()).toBe('')
    await window.keyboard.press('Control+k')
    await expect(window.getByRole('dialog')).toBeVisible()
    const topmost = await window.evaluate(() => {
      const svg = document.querySelector<SVGElement>('[data-watermark]')
      const over = document.querySelector('[role=dialog]')
      if (svg === null || over === null) return null
      const { x, y, width, height } = over.getBoundingClientRect()
      const at = () => document.elementFromPoint(x + width / 2, y + height / 2)
      const byClick = over.contains(at())
      // Seen by who is hit where it takes clicks: nothing lies over it.
      svg.style.pointerEvents = 'auto'
      const isOnTop = svg.contains(at())
      svg.style.pointerEvents = ''
      return { byClick, isOnTop }
    })
    expect(topmost).toEqual({ byClick: true, isOnTop: true })
    await window.keyboard.press('Escape')
    await window.keyboard.press('Control+Shift+L')
    await isLocked(window)
    await expect(mark(window)).toHaveCount(0)
  })
  await onDesk(await here(), async ({ window }) => {
    await signIn(window, 'ana', (await running()).password)
    await expect(mark(window)).toHaveCount(0)
  })
})
