import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Page, expect } from '@playwright/test'
import pg from 'pg'
import { DATABASE_USER } from '#service/database/create-cluster.ts'
import { readPostmaster } from '#service/database/postmaster-file.ts'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, pressButton, pressInThread, signIn } from './story.ts'
import { textsOn } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const composer = (page: Page) => page.getByRole('region', { name: 'Write on this case' })
const writing = (page: Page) => composer(page).getByRole('textbox')
const gone =
  /^bill\.txt is gone: neither the service nor this computer has it any more\. Remove it here and attach it again\.$/

/** Chooses a file by its key, and by whatever the system opens then. */
async function attach(page: Page): Promise<void> {
  await page.keyboard.press('Alt+u')
  await expect(composer(page).getByText('bill.txt')).toBeVisible()
}

/** Two months pass for every file that is not sent, of which the service has taken its first look. */
async function monthsPass({ folder }: ServiceUnderTest): Promise<void> {
  const [password, postmaster] = await Promise.all([
    readFile(join(folder, 'pg-password'), 'utf8'),
    readPostmaster(join(folder, 'pg')),
  ])
  if (postmaster === undefined) throw new Error('The database of the service does not run.')
  const client = new pg.Client({
    connectionString: `postgres://${DATABASE_USER}:${password}@127.0.0.1:${postmaster.port}/postgres`,
  })
  await client.connect()
  await client.query(`update attachments set made_at = made_at - interval '60 days',
    wanted_at = wanted_at - interval '60 days', unused_since = now() - interval '2 days'`)
  await client.end()
}

const states = async (port: number, password: string): Promise<string[]> =>
  textsOn(`http://127.0.0.1:${port}`, password, '10402')

// Catches a draft that loses its file unsaid, a reply that goes out without it, and a text that is lost with it.
test('a file that lay unsent for months is said to be gone on the draft, and what carries it is refused whole', async ({
  page,
}) => {
  const it = await running()
  const wire = await openWire(it.port)
  // Asked for once: Playwright takes a moment to stand in for the system's dialog.
  page.on('filechooser', (chooser) => {
    void chooser.setFiles([{ name: 'bill.txt', mimeType: 'text/plain', buffer: Buffer.from('9.90') }])
  })
  await page.goto(wire.url)
  await signIn(page, 'ana', it.password)
  for (const [number, text] of [
    ['10402', 'The bill is beside this.'],
    ['10311', 'And here it is again.'],
  ] as const) {
    await openCase(page, number)
    await page.keyboard.press('r')
    await page.keyboard.type(text)
    await expect(writing(page)).toHaveValue(text)
    await attach(page)
    await expect(composer(page).getByText('kept here, sent once there is a connection')).toBeHidden()
    await expect(composer(page)).toContainText('Draft kept')
    await page.keyboard.press('Escape')
  }
  await isSynced(page)
  wire.cut()
  await monthsPass(it)
  await it.stop()
  await it.start()

  // Sent without a network: nobody here can know yet.
  await openCase(page, '10402')
  await page.keyboard.press('r')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText('Saved on this computer, will send')).toBeVisible()
  wire.mend()
  await expect(thread(page).getByText(/A file of this lay unsent for so long/)).toBeVisible()
  await expect(thread(page).getByRole('button', { name: 'Send now' })).toBeHidden()
  expect(await states(it.port, it.password)).not.toContain('The bill is beside this.')
  await pressInThread(page, thread(page).getByRole('button', { name: 'Edit' }))
  await expect(writing(page)).toHaveValue('The bill is beside this.')
  await expect(composer(page).getByRole('alert')).toHaveText(gone)

  // On the draft that was not sent it is said as well, and sending says why not.
  await page.keyboard.press('Escape')
  await openCase(page, '10311')
  await expect(composer(page).getByRole('alert')).toHaveText(gone)
  await page.keyboard.press('r')
  await page.keyboard.press('Control+Enter')
  await expect(composer(page).getByRole('alert')).toHaveCount(2)
  await expect(writing(page)).toHaveValue('And here it is again.')
  await pressButton(page, composer(page).getByRole('button', { name: 'Remove bill.txt' }))
  await expect(composer(page).getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await attach(page)
  await page.keyboard.press('Control+Enter')
  await isSynced(page)
  await expect(thread(page).getByRole('button', { name: 'Look at bill.txt' })).toBeVisible()
  await expect(writing(page)).toHaveValue('')
  await wire.close()
})
