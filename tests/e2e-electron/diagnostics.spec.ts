import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { canaries, workWithCanaries } from '../e2e/canaries.ts'
import { signIn } from '../e2e/story.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

const pin = '918273645546'

/** What signs this agent in, and what unseals what is kept for them. */
const secretsOf = (window: Page): Promise<string[]> =>
  window.evaluate(async () => {
    const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
    const read = async (name: string): Promise<string> =>
      ((await bridge.call('vault.read', { name })) as { value: string | null }).value ?? ''
    const { token, agent } = JSON.parse(await read('session')) as { token: string; agent: { id: string } }
    const key = JSON.parse(await read(`key.${agent.id}`)) as { wrapped: string }
    return [token, agent.id, key.wrapped, await read(`secret.${agent.id}`)]
  })

// Catches: a file that is sent around with a text of a case, a name, a key, a PIN, or the folder of a person in it; and one that says nothing.
test('a diagnostics file says how the desk does, also where files of cases may not be saved, and nothing of people or their work', async () => {
  const service = await serviceUnderTest()
  const wire = await openWire(service.port)
  const base = mkdtempSync(join(tmpdir(), 'tierdesk-diagnostics-'))
  const home = join(base, 'home-of-canary-d41d')
  const userData = join(home, 'profile')
  const policies = join(home, 'policies')
  mkdirSync(policies, { recursive: true })
  writeFileSync(join(policies, 'a.json'), JSON.stringify({ Enforced: { FileSavingAllowed: false } }), { mode: 0o644 })
  writeFileSync(join(policies, 'b.json'), 'not json', { mode: 0o644 })
  const { app, window } = await launchDesktop({ serviceUrl: wire.url, userData, policies, environment: { HOME: home } })
  await signIn(window, 'ana', service.password, pin)
  await workWithCanaries(window, wire, service)
  // An error with a text in it, in the window and in the desktop.
  await window.evaluate((text) => {
    setTimeout(() => {
      throw new RangeError(text)
    })
  }, canaries[0])
  await app.evaluate((_electron, text) => void Promise.reject(new RangeError(text)), canaries[1])
  const path = join(base, 'saved.json')
  await app.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath }) })
  }, path)
  await window.getByRole('region', { name: 'Thread' }).focus()
  await window.keyboard.press('g')
  await window.keyboard.press('h')
  const health = window.getByRole('dialog', { name: 'Connection and safekeeping' })
  await expect(health).toContainText('of the disk are free')
  await expect(health).toContainText('The oldest waits since')
  await expect(health).toContainText('agree on the time')
  await expect(health).toContainText('Electron')
  await expect(health).toContainText('2 settings.')
  await health.getByRole('button', { name: 'Save a diagnostics file' }).click()
  await expect(window.getByText('The file is saved.')).toBeVisible()
  const text = readFileSync(path, 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    format: 1,
    host: {
      version: '0.1.0',
      platform: process.platform,
      keysKeptBy: 'file',
      policies: expect.arrayContaining([
        { id: 'FileSavingAllowed', value: false, by: 'enforced', where: '(home)/policies/a.json' },
      ]),
      policiesNotUsed: ['(home)/policies/b.json is not used: it is not JSON. Check its commas and quotation marks.'],
      log: expect.arrayContaining([
        { at: expect.any(String), lines: expect.arrayContaining(['Unexpected rejection: RangeError']) },
      ]),
      freeBytes: expect.any(Number),
    },
    window: {
      sync: { connection: 'offline' },
      rows: { cases: expect.any(Number) },
      waiting: { steps: expect.arrayContaining([expect.objectContaining({ kind: 'case.reply', isSaved: true })]) },
      drafts: 1,
      errors: [{ lines: expect.arrayContaining(['RangeError']) }],
    },
  })
  const secrets = await secretsOf(window)
  expect(secrets.map((one) => one.length > 10)).toEqual([true, true, true, true])
  const names = [home, 'canary-d41d', userInfo().username, hostname(), 'Ana', pin, service.password, ...secrets]
  // The log in the profile is sent around as well.
  const log = readFileSync(join(userData, 'logs', 'tierdesk.log'), 'utf8')
  expect(log).toMatch(/^\S+Z Tierdesk 0\.1\.0 starts, with Electron \S+ on \w+\.\n/)
  expect(log).toContain('Z (home)/policies/b.json is not used: it is not JSON.')
  expect(log).toMatch(/^\S+Z Unexpected rejection: RangeError$/m)
  const said = `${text}\n${log}`.toLowerCase()
  const found = [...canaries, ...names].filter((one) => said.includes(one.toLowerCase()))
  expect(found).toEqual([])
  await app.close()
  await wire.close()
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})
