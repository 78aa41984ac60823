import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { signIn } from '../e2e/story.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// Would catch: a desktop that closes over work that is on no disk, or, as Electron does by itself, one that cannot be closed and says nothing.
test('the desktop asks before it closes with something that is on no disk yet, and stays or goes as told [S9]', async () => {
  const service = await serviceUnderTest()
  const userData = await mkdtemp(join(tmpdir(), 'tierdesk-leave-'))
  const { app, window } = await launchDesktop({ userData, serviceUrl: service.directUrl })
  await signIn(window, 'ana', service.password)
  // What the window does while something is on no disk.
  await window.evaluate(() => globalThis.addEventListener('beforeunload', (event) => event.preventDefault()))
  const asked = await app.evaluate(
    ({ dialog, BrowserWindow }) =>
      new Promise<string>((resolve) => {
        dialog.showMessageBoxSync = (...said: unknown[]): number => {
          resolve(JSON.stringify(said.at(-1)))
          return 0
        }
        BrowserWindow.getAllWindows()[0]?.close()
      }),
  )
  expect(asked).toContain('neither sent nor on this computer’s disk')
  expect(window.isClosed()).toBe(false)
  // Asked for once at the first start, and granted to our own page.
  expect(await window.evaluate(() => navigator.storage.persisted())).toBe(true)
  const gone = window.waitForEvent('close')
  await app.evaluate(({ dialog, BrowserWindow }) => {
    dialog.showMessageBoxSync = (): number => 1
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await gone
  await app.close()
  await service.remove()
  await rm(userData, { recursive: true, force: true })
})
