import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { isSynced, openCase, signIn } from '../e2e/story.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { canSeeDiskCalls, watchDiskCalls } from './disk-calls.ts'
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

/** Whether something was written to a journal after so many calls, and forced to disk after that. */
function isForced(lines: readonly string[], from: number): boolean {
  const ofJournal = (line: string): boolean => line.includes('/journals/')
  const written = lines.findIndex((line, at) => at >= from && line.includes('pwrite64(') && ofJournal(line))
  const ended = /f(?:data)?sync.*= 0(?: \(DELAYED\))?$/
  // A call that another one came into the middle of stands in two lines: the place in the first, the end in the second.
  const begunBy = (line: string, at: number): boolean => {
    const [, thread] = /^(\d+) <\.\.\. f(?:data)?sync resumed>/.exec(line) ?? []
    const begun = lines.slice(written, at).findLast((one) => one.startsWith(`${thread} f`))
    return ofJournal(thread === undefined ? line : (begun ?? ''))
  }
  return written >= 0 && lines.some((line, at) => at > written && ended.test(line) && begunBy(line, at))
}

// Would catch: "Saved" said of bytes that lie in memory only and are gone with the power. A killed process does not show that: what it wrote is still
// the kernel's.
test('a reply is not called saved before the disk was forced to take it [S9]', async () => {
  test.skip(!(await canSeeDiskCalls()), 'There is no strace here, and none could be installed.')
  const service = await serviceUnderTest()
  const wire = await openWire(service.port)
  const userData = await mkdtemp(join(tmpdir(), 'tierdesk-forced-'))
  const desk = await launchDesktop({ userData, serviceUrl: wire.url })
  await signIn(desk.window, 'ana', service.password)
  await openCase(desk.window, caseNumber)
  wire.cut()
  const calls = await watchDiskCalls(desk.app.process().pid ?? 0, join(userData, 'calls'), 500)
  const before = calls.lines().length
  await saveReply(desk.window)
  expect(isForced(calls.lines(), before)).toBe(true)
  await calls.stop()
  await desk.app.close()
  await wire.close()
  await service.remove()
  await rm(userData, { recursive: true, force: true })
})
