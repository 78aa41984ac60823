import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { clearTextIn } from '../clear-text.ts'
import { openWire } from '../cut-wire.ts'
import { canaries, workWithCanaries } from '../e2e/canaries.ts'
import { signIn } from '../e2e/story.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// Would catch: a file of the desktop's own, such as the journal, that is written as it is.
test('nothing of a case lies in clear text in any file of the desktop’s profile', async () => {
  const service = await serviceUnderTest()
  const wire = await openWire(service.port)
  const userData = await mkdtemp(join(tmpdir(), 'tierdesk-profile-'))
  const { app, window } = await launchDesktop({ userData, serviceUrl: wire.url })
  await signIn(window, 'ana', service.password, '271828')
  await workWithCanaries(window, wire, service)
  const deviceId = await window.evaluate(() => localStorage.getItem('tierdesk.device') ?? '')
  await app.close()
  // The search finds what does lie there in clear text, so that finding nothing means something.
  expect(await clearTextIn(userData, [deviceId])).not.toEqual([])
  expect(await clearTextIn(userData, canaries)).toEqual([])
  await wire.close()
  await service.remove()
  await rm(userData, { recursive: true, force: true })
})
