import { readFile } from 'node:fs/promises'
import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { goInThread, isSynced, openCase, signIn } from './story.ts'
import { textsOn } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const composer = (page: Page) => page.getByRole('region', { name: 'Write on this case' })
const writing = (page: Page) => composer(page).getByRole('textbox')

async function open(page: Page, url: string, number: string, login = 'ana'): Promise<void> {
  await page.goto(url)
  await signIn(page, login, (await running()).password)
  await openCase(page, number)
}

// Catches a reply that cannot be taken back, one that leaves all the same, and a text that is lost on the way back.
test('a reply is taken back by a key, online and off, and its text is where it was written', async ({ page }) => {
  const { port, directUrl, password } = await running()
  const wire = await openWire(port)
  await open(page, wire.url, '10311')
  await page.keyboard.press('r')
  await page.keyboard.type('Sent too early.')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText(/Goes out in \d+ s/)).toBeVisible()
  await isSynced(page)
  expect(await textsOn(directUrl, password, '10311')).toContain('Sent too early.')
  await page.keyboard.press('Control+z')
  await expect(writing(page)).toHaveValue('Sent too early.')
  await expect(thread(page).getByText('Sent too early.')).toBeHidden()
  await isSynced(page)
  expect(await textsOn(directUrl, password, '10311')).not.toContain('Sent too early.')

  wire.cut()
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText('Saved on this computer, will send')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('z')
  await expect(writing(page)).toHaveValue('Sent too early.')
  wire.mend()
  await isSynced(page)
  expect(await textsOn(directUrl, password, '10311')).not.toContain('Sent too early.')
  await writing(page).fill('')
  await wire.close()
})

// Catches a seller who is sent, or quoted, what was for the customer.
test('who is written to is chosen by a key, seen in the thread, and never quoted what was for another', async ({
  page,
}) => {
  const { directUrl } = await running()
  await open(page, directUrl, '10311')
  await page.keyboard.press('r')
  await expect(composer(page).getByRole('textbox', { name: 'Reply to Maria Dela Cruz' })).toBeFocused()
  await page.keyboard.press('Alt+t')
  await expect(composer(page).getByRole('textbox', { name: 'Reply to Bahay Kusina Supply' })).toBeFocused()
  await page.keyboard.type('> Takip na lang po sana, para hindi na ako magbalik ng buong unit.')
  await page.keyboard.press('Control+Enter')
  await expect(composer(page).getByRole('alert')).toContainText('quotes what another party wrote')
  await writing(page).fill('')
  await page.keyboard.press('Alt+q')
  await expect(writing(page)).toHaveValue(/^> Hello from Bahay Kusina/)
  await page.keyboard.type('The new lid, please.')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText('to Bahay Kusina Supply (seller)').last()).toBeVisible()

  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+y')
  await expect(thread(page).getByText('The new lid, please.')).toBeHidden()
  await expect(page.getByText(/Only what Maria Dela Cruz sees/)).toBeVisible()
  await page.keyboard.press('Alt+y')
  await expect(thread(page).getByText('The new lid, please.')).toBeVisible()
  await expect(thread(page).getByText(/Takip na lang po sana/)).toBeHidden()
})

// Catches the one thing that keeps a text from the wrong party, who it is for, being cut where the pane is narrow or the words are long.
test('to whom a text goes is read in whole, at every width and in long words', async ({ page }) => {
  const { directUrl } = await running()
  await open(page, directUrl, '10311')
  await page.keyboard.press('r')
  await page.keyboard.type('A draft, so that it says so.')
  await expect(composer(page)).toContainText('Draft kept')
  for (const width of [1920, 1440, 1280, 1024]) {
    await page.setViewportSize({ width, height: 900 })
    for (const name of ['Maria Dela Cruz (customer)', 'Bahay Kusina Supply (seller)']) {
      const whom = composer(page).getByRole('button', { name: `Reply to ${name}` })
      await expect(whom).toBeVisible()
      const cut = await whom.locator('span').evaluate((words) => words.scrollWidth - words.clientWidth)
      expect([width, name, cut]).toEqual([width, name, 0])
      await page.keyboard.press('Alt+t')
    }
  }
  await writing(page).fill('')
})

// Catches a file that is lost without a network, and a reply whose file nobody can open.
test('a file is attached without a network, waits for it, and is seen by a colleague', async ({ browser }) => {
  const { port, directUrl, password } = await running()
  const wire = await openWire(port)
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const ana = await first.newPage()
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z4APMOGVHbHSAEEsARDNrRXeAAAAAElFTkSuQmCC',
    'base64',
  )
  // Asked for before anything else: Playwright takes a moment to stand in for the system's dialog.
  ana.on('filechooser', (chooser) => {
    void chooser.setFiles([{ name: 'label.png', mimeType: 'image/png', buffer: png }])
  })
  await open(ana, wire.url, '10402')
  wire.cut()
  await ana.keyboard.press('n')
  await ana.keyboard.type('The label is in the picture.')
  await ana.keyboard.press('Alt+u')
  await expect(composer(ana)).toContainText('label.png')
  await expect(composer(ana)).toContainText('kept here, sent once there is a connection')
  await ana.keyboard.press('Control+Enter')
  await expect(thread(ana).getByText('label.png')).toBeVisible()
  await expect(thread(ana).getByText('Goes out once its files have reached the service')).toBeVisible()
  wire.mend()
  await isSynced(ana)
  await expect(thread(ana).getByText('Goes out once its files have reached the service')).toBeHidden()

  const siti = await second.newPage()
  await siti.goto(directUrl)
  await signIn(siti, 'siti', password)
  await openCase(siti, '10402')
  await goInThread(siti, thread(siti).getByRole('button', { name: 'Look at label.png' }))
  await siti.keyboard.press('Enter')
  const picture = siti.getByRole('dialog').getByRole('img', { name: 'label.png' })
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(8)
  await siti.keyboard.press('Escape')
  const saving = siti.waitForEvent('download')
  await thread(siti).getByRole('button', { name: 'Save label.png' }).press('Enter')
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('label.png')
  expect(await readFile(await saved.path())).toEqual(png)
  await expect(siti.getByText('label.png was saved.')).toBeVisible()
  await first.close()
  await second.close()
  await wire.close()
})

// Catches a banner that says that something is new and not from whom, or what.
test('what came while an agent wrote is shown above their text, with who wrote it', async ({ page }) => {
  const { directUrl, partyWrites } = await running()
  await open(page, directUrl, '10405')
  await page.keyboard.press('r')
  await page.keyboard.type('Dear Liza,')
  await expect(composer(page)).toContainText('Draft kept')
  await partyWrites('10405', 'It came **today**, thank you.')
  const banner = composer(page).getByRole('alert')
  await expect(banner).toContainText('1 new message since you began, from Liza Ocampo')
  await expect(banner).toContainText('Liza Ocampo (customer)')
  await expect(banner).toContainText('It came today, thank you.')
  await banner.getByRole('button', { name: 'Keep writing' }).press('Enter')
  await expect(banner).toBeHidden()
  await expect(writing(page)).toBeFocused()
  await expect(writing(page)).toHaveValue('Dear Liza,')
})

// Catches a newcomer who sees no attachment, one whose picture does not open, a text that is run, and a PDF that leads nowhere.
test('what the demo has attached is looked at by keys: pictures and texts here, a PDF after saving', async ({
  page,
}) => {
  const { directUrl } = await running()
  await open(page, directUrl, '10321')
  const look = async (name: string): Promise<void> => {
    await thread(page)
      .getByRole('button', { name: `Look at ${name}` })
      .press('Enter')
    await expect(page.getByRole('dialog', { name })).toBeVisible()
  }
  await look('strap.png')
  const picture = page.getByRole('dialog').getByRole('img', { name: 'strap.png' })
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(640)
  await page.keyboard.press('Escape')

  await openCase(page, '10606')
  await look('statement-week-46.pdf')
  await expect(page.getByRole('dialog')).toContainText('open it in the PDF program of this computer')
  expect(page.frames()).toHaveLength(1)
  const saving = page.waitForEvent('download')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('statement-week-46.pdf')
  expect((await readFile(await saved.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await page.keyboard.press('Escape')

  await openCase(page, '10318')
  await thread(page).focus()
  await expect(async () => {
    await page.keyboard.press('PageUp')
    await expect(thread(page).getByRole('button', { name: 'Look at call-list.txt' })).toBeVisible({ timeout: 500 })
  }).toPass()
  await look('call-list.txt')
  await expect(page.getByRole('dialog')).toContainText('service number given, written on the box')
})

// Catches marks that are shown as signs, and a colleague's name that has to be typed whole.
test('a note names a colleague by @, and its marks are drawn', async ({ page }) => {
  const { directUrl } = await running()
  await open(page, directUrl, '10409')
  await page.keyboard.press('n')
  await page.keyboard.type('Ask @sit')
  await expect(page.getByRole('listbox', { name: 'Colleagues' })).toBeVisible()
  // In one go, as somebody types who knows the list.
  await Promise.all(['Enter', ...'ok? '.split('')].map((key) => page.keyboard.press(key)))
  await expect(writing(page)).toHaveValue(/^Ask @Siti \S+ ok\? $/)
  await page.keyboard.type('**today**, she knows.')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).locator('strong', { hasText: 'today' })).toBeVisible()
})

// Catches an editor that the policy of the window refuses, keys that it swallows, and a text that is another one with formatting.
test('with formatting the same text is written, kept, pasted and sent, by the same keys', async ({ page, context }) => {
  const { directUrl } = await running()
  const refused: string[] = []
  page.on('console', (line) => {
    if (/Content Security Policy|Trusted/.test(line.text())) refused.push(line.text())
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: directUrl })
  await open(page, directUrl, '10402')
  await page.keyboard.press('r')
  await page.keyboard.type('Dear **Mark**,')
  await page.keyboard.press('Alt+r')
  const rich = composer(page).getByRole('textbox', { name: 'Reply to Mark Bautista' })
  await expect(rich.locator('strong')).toHaveText('Mark')
  await expect(rich).toBeFocused()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Control+i')
  await page.keyboard.type('soon')
  await page.keyboard.press('Control+i')
  await page.evaluate(() =>
    navigator.clipboard.write([
      new ClipboardItem({
        'text/html': new Blob(['<b>bold</b><img src=x>'], { type: 'text/html' }),
        'text/plain': new Blob([' and bold'], { type: 'text/plain' }),
      }),
    ]),
  )
  await page.keyboard.press('Control+v')
  await expect(rich).toContainText('soon and bold')
  await expect(composer(page)).toContainText('Draft kept')
  await page.keyboard.press('Alt+r')
  await expect(writing(page)).toHaveValue('Dear **Mark**,\n*soon* and bold')
  await page.keyboard.press('Alt+r')
  await expect(rich).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).locator('em', { hasText: 'soon' })).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  expect(refused).toEqual([])
})
