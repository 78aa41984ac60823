import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { isSynced, openCase, signIn } from '../e2e/story.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

const caseNumber = '10311'
const text = 'Saved, then killed, then found in the journal alone.'

async function saveReply(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox').fill(text)
  await page.keyboard.press('Control+Enter')
  await expect(
    page.getByRole('region', { name: 'Thread' }).getByText('Saved on this computer, will send'),
  ).toBeVisible()
}

// Would catch: "Saved" said before the journal has it, a journal that anyone can read, and a lost database taken for a first start.
test('what was saved survives a killed desktop whose database is lost, and is sent once [S9][S10][S11]', async () => {
  const service = await serviceUnderTest()
  const { directUrl, password } = service
  const wire = await openWire(service.port)
  const userData = await mkdtemp(join(tmpdir(), 'tierdesk-journal-'))
  const first = await launchDesktop({ userData, serviceUrl: wire.url })
  await signIn(first.window, 'ana', password)
  await openCase(first.window, caseNumber)
  wire.cut()
  await saveReply(first.window)

  const ended = once(first.app.process(), 'close')
  first.app.process().kill('SIGKILL')
  await ended
  const [journal = ''] = await readdir(join(userData, 'journals'))
  expect(await readFile(join(userData, 'journals', journal), 'latin1')).not.toContain('Saved, then killed')
  await rm(join(userData, 'IndexedDB'), { recursive: true })

  wire.mend()
  const second = await launchDesktop({ userData, serviceUrl: wire.url })
  await isSynced(second.window)
  const found = await textsOn(directUrl, password, caseNumber)
  expect(found.filter((one) => one === text)).toHaveLength(1)
  await second.app.close()
  await wire.close()
  await service.remove()
  await rm(userData, { recursive: true, force: true })
})
