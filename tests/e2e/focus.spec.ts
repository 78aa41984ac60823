import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { logins } from './reach.ts'
import { overlayScreens } from './screens.ts'
import { settle, signInTo } from './shown.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

/** Has the page remember what had the focus last before it went into something over the desk. */
const watchFocus = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    let last: EventTarget | null = null
    let isOver = false
    document.addEventListener(
      'focusin',
      ({ target }) => {
        const goesOver = target instanceof Element && target.closest('[role=dialog],[role=menu]') !== null
        if (goesOver && !isOver) Reflect.set(window, 'cameFrom', last)
        if (!goesOver) last = target
        isOver = goesOver
      },
      { capture: true },
    )
  })

/** Where the focus is, against where it came from: the same place; or which one it is. */
const whereFocusIs = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const [now, before] = [document.activeElement, Reflect.get(window, 'cameFrom') as Element | null]
    if (before !== null && now === before) return 'where it was'
    const name = (element: Element | null): string => element?.outerHTML.slice(0, 120) ?? 'nothing'
    return before === null ? `nobody knows from where, now ${name(now)}` : `${name(now)} instead of ${name(before)}`
  })

/** Esc, as often as it takes. */
async function leaveByEsc(page: Page): Promise<void> {
  const dialogs = page.getByRole('dialog')
  await expect(async () => {
    if ((await dialogs.count()) > 0) await page.keyboard.press('Escape')
    await expect(dialogs).toHaveCount(0, { timeout: 1000 })
  }).toPass()
}

// Two cores, many screens: how long it takes says nothing.
test.setTimeout(600_000)

for (const login of logins) {
  // Would catch a dialog after which keys act on another case than before, or Tab begins at the top of the window: one that leaves the focus
  // nowhere, or in a dialog that it took the place of.
  test(`every dialog of ${login} gives the focus back to where it was`, async ({ page }) => {
    const { directUrl, password } = await running()
    await watchFocus(page)
    const shown = await settle(page, { language: 'en' })
    await page.goto(directUrl)
    await signInTo(shown, login, password)
    const found: { [overlay: string]: string } = {}
    for (const [name, screen] of Object.entries(overlayScreens)) {
      if (screen.login !== login) continue
      // Neither in the list nor on the case, where the focus goes when nobody knows better.
      await page.getByRole('navigation').getByRole('button').first().focus()
      await screen.reach(shown)
      await leaveByEsc(page)
      const where = await whereFocusIs(page)
      if (where !== 'where it was') found[name] = where
    }
    expect(found).toEqual({})
  })
}
