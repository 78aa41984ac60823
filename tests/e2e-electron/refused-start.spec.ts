import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { noElectron, runDesktop } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// Nothing listens here.
const serviceUrl = 'http://127.0.0.1:9'

// Catches: customers' words on a network in clear because somebody mistyped a setting; and an app that just does not open, for whoever has no stderr.
test('an address of a service that may not be used ends the start with one sentence', async () => {
  const other = mkdtempSync(join(tmpdir(), 'tierdesk-refused-'))
  const { code, stderr } = await runDesktop({ serviceUrl: 'http://desk.example.com', userData: other })
  rmSync(other, { recursive: true, force: true })
  expect(code).toBe(1)
  expect(stderr).toContain('TIERDESK_SERVICE_URL uses http, which is allowed for this computer only.')
  expect(stderr).toContain('[dialog of Tierdesk] Tierdesk did not start: TIERDESK_SERVICE_URL uses http')
})

// Catches: a stack trace, or a window without storage, where the profile cannot be kept.
test('a profile folder that cannot be made ends the start with one sentence', async () => {
  const userData = join(import.meta.filename, 'profile')
  const { code, stderr } = await runDesktop({ serviceUrl, userData, allowsPlainKeys: false })
  expect(code).toBe(1)
  expect(stderr).toContain(
    'the folder for its data cannot be made (ENOTDIR). Name one that you may write to in TIERDESK_USER_DATA.',
  )
  expect(stderr).toContain('[dialog of Tierdesk] Tierdesk did not start: the folder for its data cannot be made')
})
