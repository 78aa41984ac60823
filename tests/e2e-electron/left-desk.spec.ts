import { type Page, expect, test } from '@playwright/test'
import { asAdmin, deviceOf } from '../e2e/as-admin.ts'
import { give, pill } from '../e2e/by-keys.ts'
import { canaries, workWithCanaries } from '../e2e/canaries.ts'
import { heapTexts } from '../e2e/heap-texts.ts'
import { isSynced, openCase, signIn, storyPin } from '../e2e/story.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { noElectron } from './launch.ts'
import { box, isRunning, onDesk, processOf } from './locked-desk.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

async function signInAgain(window: Page, password: string): Promise<void> {
  await window.getByLabel('Login').fill('ana')
  await window.getByLabel('Password', { exact: true }).fill(password)
  await window.keyboard.press('Enter')
}

// Would catch: a shared computer whose memory still has the cases of whoever has signed out of it, or was told to forget them; work that is
// lost by it; and a page that goes without saying what the one before it had to say.
test('who signs out, and a computer that is told to forget, leave no process that had the cases; what was written is kept, and what there is to say is said', async () => {
  const own = await running()
  await onDesk({ port: own.port }, async ({ app, window, wire }) => {
    await signIn(window, 'ana', own.password, storyPin)
    await workWithCanaries(window, wire, own)
    expect((await heapTexts(window, canaries)).length).toBeGreaterThan(3)
    const first = await processOf(app)
    // The wire is cut: the service cannot be told.
    await give(window, 'Sign out')
    await expect(window.getByLabel('Login')).toBeFocused()
    await expect(window.getByText(`The service at ${wire.url} cannot be reached.`)).toBeVisible()
    expect(isRunning(first)).toBe(false)
    expect(await heapTexts(window, canaries)).toEqual([])

    wire.mend()
    await signInAgain(window, own.password)
    await isSynced(window)
    await openCase(window, '10402')
    await expect(box(window)).toHaveValue(/canary-of-a-draft/)
    await expect(pill(window)).toContainText('All synced')
    const second = await processOf(app)
    expect(await asAdmin(own, `/api/devices/${await deviceOf(window)}/wipe`)).toBe(204)
    await expect(window.getByText('This computer has forgotten its cases')).toBeVisible()
    expect(isRunning(second)).toBe(false)
    expect(await heapTexts(window, canaries)).toEqual([])
    // Said once: the next page begins with the sign-in.
    await window.reload()
    await expect(window.getByLabel('Login')).toBeVisible()
  })
})
