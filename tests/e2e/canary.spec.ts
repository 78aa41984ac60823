import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { clearTextIn } from '../clear-text.ts'
import { openWire } from '../cut-wire.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { canaries, workWithCanaries } from './canaries.ts'
import { test } from './desk-test.ts'
import { signIn } from './story.ts'

// Would catch: a store that is not sealed, or a new one that nobody thought of sealing.
test('nothing of a case lies in clear text in any file of the browser’s profile', async ({
  playwright,
  launchOptions,
}) => {
  const service = await serviceUnderTest()
  const wire = await openWire(service.port)
  const profile = await mkdtemp(join(tmpdir(), 'tierdesk-profile-'))
  const context = await playwright.chromium.launchPersistentContext(profile, launchOptions)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(wire.url)
  await signIn(page, 'ana', service.password, '271828')
  await workWithCanaries(page, wire, service)
  const deviceId = await page.evaluate(() => localStorage.getItem('tierdesk.device') ?? '')
  await context.close()
  // The search finds what does lie there in clear text, so that finding nothing means something.
  expect(await clearTextIn(profile, [deviceId])).not.toEqual([])
  expect(await clearTextIn(profile, canaries)).toEqual([])
  await wire.close()
  await service.remove()
  await rm(profile, { recursive: true, force: true })
})
