import { type BrowserContext, type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { enterPin, isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const pin = '271828'
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const composer = (page: Page) => page.getByRole('region', { name: 'Write on this case' })
const writing = (page: Page) => composer(page).getByRole('textbox')

/** Draws a picture of so many pixels and copies it, as a screenshot is copied. */
async function copyPicture(page: Page, pixels: number): Promise<void> {
  await page.evaluate(async (size) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = size
    const drawing = canvas.getContext('2d')
    if (drawing === null) throw new Error('Nothing can be drawn here.')
    drawing.fillStyle = 'teal'
    drawing.fillRect(0, 0, size, size / 2)
    const picture = await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture came of it.')) : resolve(blob))),
    )
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
  }, pixels)
}

/** The window of an agent, who may copy and paste. */
async function pageOf(context: BrowserContext, url: string): Promise<Page> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** How wide the picture is that stands in the last message of a thread. */
const widthIn = (page: Page, alt: RegExp): Promise<number> =>
  thread(page)
    .getByRole('img', { name: alt })
    .last()
    .evaluate((image) => (image as HTMLImageElement).naturalWidth)

// Catches a picture that is pasted as nothing or as its name, one that a network outage or a restart loses, one that stands with its sender alone,
// and one that came later than its text and is not shown to whoever reads that.
test('a picture is pasted into a reply by keys, online, offline and over a restart, and stands in the text with the other side', async ({
  browser,
}) => {
  const { port, directUrl, password } = await running()
  const wire = await openWire(port)
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  let ana = await pageOf(first, wire.url)
  await signIn(ana, 'ana', password, pin)
  await openCase(ana, '10402')
  await copyPicture(ana, 24)
  await ana.keyboard.press('r')
  await ana.keyboard.type('Is it this one? ')
  await ana.keyboard.press('Control+v')
  await expect(writing(ana)).toHaveValue(/^Is it this one\? !\[[^\]]+\]\(attachment:[0-9a-f-]+\)/)
  await ana.keyboard.press('Control+Enter')
  await expect.poll(() => widthIn(ana, /./)).toBe(24)
  await isSynced(ana)
  const siti = await pageOf(second, directUrl)
  await signIn(siti, 'siti', password)
  await openCase(siti, '10402')
  await expect.poll(() => widthIn(siti, /./)).toBe(24)

  wire.cut()
  await copyPicture(ana, 40)
  await ana.keyboard.type('Or this one? ')
  await ana.keyboard.press('Control+v')
  await expect(composer(ana)).toContainText('kept here, sent once there is a connection')
  await expect(composer(ana)).toContainText('Draft kept')
  await ana.close()
  ana = await pageOf(first, wire.url)
  await enterPin(ana, pin)
  await expect(ana.getByLabel(/^State of the connection/)).toContainText('Offline since')
  await openCase(ana, '10402')
  await expect(writing(ana)).toHaveValue(/^Or this one\? !\[[^\]]+\]\(attachment:[0-9a-f-]+\)/)
  await ana.keyboard.press('r')
  await ana.keyboard.press('Control+Enter')
  await expect(thread(ana).getByText('Goes out once its files have reached the service')).toBeVisible()
  await expect.poll(() => widthIn(ana, /./)).toBe(40)
  await ana.close()
  ana = await pageOf(first, wire.url)
  await enterPin(ana, pin)
  // The text is with the other side before the picture is, which is the larger of the two.
  let letGo = (): void => undefined
  const isLet = new Promise<void>((resolve) => (letGo = resolve))
  await ana.route('**/api/attachments?*', async (route) => {
    await isLet
    await route.continue()
  })
  wire.mend()
  await expect(thread(siti)).toContainText('Or this one?')
  await expect(thread(siti)).toContainText('This file is not here for you')
  letGo()
  await isSynced(ana)
  await expect.poll(() => widthIn(siti, /./)).toBe(40)
  await first.close()
  await second.close()
  await wire.close()
})
