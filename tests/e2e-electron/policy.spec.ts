import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { isSynced, setPin } from '../e2e/story.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron, runDesktop } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

/** A profile and a folder of policies, gone when the test is over. */
async function withPolicies(
  files: Readonly<Record<string, unknown>>,
  run: (paths: { readonly userData: string; readonly policies: string }) => Promise<void>,
): Promise<void> {
  const userData = mkdtempSync(join(tmpdir(), 'tierdesk-policy-'))
  const policies = mkdtempSync(join(tmpdir(), 'tierdesk-managed-'))
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    writeFileSync(join(policies, name), text, { mode: 0o644 })
  }
  try {
    await run({ userData, policies })
  } finally {
    rmSync(userData, { recursive: true, force: true })
    rmSync(policies, { recursive: true, force: true })
  }
}

// Catches: policies that are read and obeyed by nobody, an agent's variable that overrules IT, one bad file that takes the others with it.
test('what IT enforces holds over the variable, is obeyed, and is said in About Tierdesk with where it stands', async () => {
  const service = await serviceUnderTest()
  const files = {
    '10-site.json': {
      Enforced: { ServiceUrl: service.directUrl, ExternalLinkHosts: ['*.example.com'], FileSavingAllowed: false },
      Defaults: { Theme: 'dark', TextSize: '110' },
    },
    '20-pin.json': { Enforced: { PinMinimumLength: 8, OfflineLeaseHours: 'four', ScreenCaptureBlocked: true } },
    '30-open.json': { Enforced: { PinMinimumLength: 6 } },
    '40-broken.json': '{"Enforced":',
  }
  await withPolicies(files, async ({ userData, policies }) => {
    chmodSync(join(policies, '30-open.json'), 0o666)
    const { app, window } = await launchDesktop({ serviceUrl: 'http://127.0.0.1:9', userData, policies })
    const answers = await window.evaluate(async () => {
      const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input?: unknown): Promise<unknown> }
      const save = { name: 'a.txt', bytes: new TextEncoder().encode('a') }
      const links = ['https://example.org/a', 'https://badexample.com']
      return [
        await bridge.call('app.about'),
        ...(await Promise.all(links.map((url) => bridge.call('link.open', { url })))),
        await bridge.call('file.save', save),
      ]
    })
    expect(answers).toMatchObject([
      { serviceUrl: service.directUrl },
      { opened: false },
      { opened: false },
      { isSaved: false },
    ])
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    expect(await window.evaluate(() => document.documentElement.style.fontSize)).toBe('110%')
    // Seven letters are too few here, eight will do.
    await window.getByLabel('Login').fill('ana')
    await window.getByLabel('Password', { exact: true }).fill(service.password)
    await window.keyboard.press('Enter')
    await setPin(window, '2718281')
    await expect(window.getByText('Choose at least 8 digits or letters.')).toBeVisible()
    await setPin(window, '27182818')
    await isSynced(window)
    await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('desk.about')?.click())
    const about = window.getByRole('dialog', { name: 'About Tierdesk' })
    const row = (id: string) => about.getByRole('row').filter({ hasText: id })
    await expect(row('ServiceUrl')).toContainText(`${service.directUrl}IT, always${join(policies, '10-site.json')}`)
    await expect(row('PinMinimumLength')).toContainText(`8IT, always${join(policies, '20-pin.json')}`)
    await expect(row('Theme')).toContainText('darkIT, at first')
    await expect(row('OfflineLeaseHours')).toContainText('168As usual')
    await expect(about.getByRole('listitem')).toHaveText([
      `${policies}/30-open.json is not used: it can be written by others than root. Run chmod go-w on it.`,
      `${policies}/40-broken.json is not used: it is not JSON. Check its commas and quotation marks.`,
      `OfflineLeaseHours in ${policies}/20-pin.json is not used: it must be a whole number from 0 to 168.`,
      `ScreenCaptureBlocked in ${policies}/20-pin.json is not used: it works on Windows and macOS only.`,
    ])
    await app.close()
  })
  await service.remove()
})

// Catches: keys in a file that whoever copies the disk can read, where IT forbids just that.
test('where keys may not lie in a file and the system has no store for them, Tierdesk says so and does not start', async () => {
  await withPolicies({ 'a.json': { Enforced: { PlainTextKeysAllowed: false } } }, async (paths) => {
    const { code, stderr } = await runDesktop({ serviceUrl: 'http://127.0.0.1:9', ...paths })
    expect(code).toBe(1)
    expect(stderr).toContain('this system has no store for keys, and the policy PlainTextKeysAllowed forbids')
  })
})

// Catches: a desk that stays open for as long as the service allows although IT allows less; no PIN is what no time without the service means.
test('no time without the service means that no PIN is asked for', async () => {
  const service = await serviceUnderTest()
  await withPolicies({ 'a.json': { Enforced: { OfflineLeaseHours: 0 } } }, async (paths) => {
    const { app, window } = await launchDesktop({ serviceUrl: service.directUrl, ...paths })
    await window.getByLabel('Login').fill('ana')
    await window.getByLabel('Password', { exact: true }).fill(service.password)
    await window.keyboard.press('Enter')
    await isSynced(window)
    await expect(window.getByLabel('PIN', { exact: true })).toHaveCount(0)
    await app.close()
  })
  await service.remove()
})
