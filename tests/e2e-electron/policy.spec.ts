import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { enterPin, isSynced, openCase, setPin, signIn } from '../e2e/story.ts'
import { give } from '../e2e/by-keys.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { makeKey } from '#tools/signing-key.ts'
import { signSitePack } from '#tools/site-pack/sign-site-pack.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

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
    '20-pin.json': {
      Enforced: { PinMinimumLength: 8, OfflineLeaseHours: 'four', ScreenCaptureBlocked: true, Colour: 'red' },
    },
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
    // The window obeys a moment after it is there.
    await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await expect.poll(() => window.evaluate(() => document.documentElement.style.fontSize)).toBe('110%')
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
    await expect(row('Theme')).toContainText('DarkIT, at first')
    await expect(row('OfflineLeaseHours')).toContainText('168As usual')
    await expect(about.getByRole('listitem')).toHaveText([
      `${policies}/30-open.json is not used: it can be written by others than root. Run chmod go-w on it.`,
      `${policies}/40-broken.json is not used: it is not JSON. Check its commas and quotation marks.`,
      `OfflineLeaseHours in ${policies}/20-pin.json is not used: it must be a whole number from 0 to 168.`,
      `ScreenCaptureBlocked in ${policies}/20-pin.json is not used: it works on Windows and macOS only.`,
      `Colour in ${policies}/20-pin.json is not used: this version of Tierdesk knows no policy of that name.`,
    ])
    await app.close()
  })
  await service.remove()
})

// Catches: a sign-in in a file that whoever copies the disk can go on with, and a desk that loses what waits with the sign-in it does not keep.
test('where keys may not lie in a file, no start finds a session or a PIN, and what was written waits for the sign-in', async () => {
  const service = await serviceUnderTest()
  const wire = await openWire(service.port)
  const said = 'Written before the desk was closed.'
  await withPolicies({}, async (paths) => {
    const desk = { serviceUrl: wire.url, ...paths, allowsPlainKeys: false }
    const { app, window } = await launchDesktop(desk)
    await signIn(window, 'ana', service.password, '271828')
    await openCase(window, '10311')
    wire.cut()
    await window.getByRole('region', { name: 'Write on this case' }).getByRole('textbox').fill(said)
    await window.keyboard.press('Control+Enter')
    await expect(
      window.getByRole('region', { name: 'Thread' }).getByText('Saved on this computer, will send'),
    ).toBeVisible()
    await window.getByRole('region', { name: 'Thread' }).focus()
    await window.keyboard.press('g')
    await window.keyboard.press('h')
    await expect(window.getByRole('dialog')).toContainText('you sign in at each start')
    // The session stays for as long as the program does.
    await window.reload()
    await enterPin(window, '271828')
    await app.close()
    const kept = JSON.parse(readFileSync(join(paths.userData, 'vault.json'), 'utf8')) as { values: object }
    expect(Object.keys(kept.values).map((name) => name.replace(/\..*/, ''))).toEqual(['device', 'secret', 'key'])
    wire.mend()
    const next = await launchDesktop(desk)
    await signIn(next.window, 'ana', service.password)
    await isSynced(next.window)
    expect(await textsOn(service.directUrl, service.password, '10311')).toContain(said)
    await next.app.close()
  })
  await wire.close()
  await service.remove()
})

// Catches: a bound of IT that nobody is told of.
test('how much room messages take of what IT allows is said on the page of safekeeping', async () => {
  const service = await serviceUnderTest()
  await withPolicies({ 'a.json': { Defaults: { CacheLimitMb: 20 } } }, async (paths) => {
    const { app, window } = await launchDesktop({ serviceUrl: service.directUrl, ...paths })
    await signIn(window, 'ana', service.password)
    await openCase(window, '10311')
    await window.getByRole('region', { name: 'Thread' }).focus()
    await window.keyboard.press('g')
    await window.keyboard.press('h')
    await expect(window.getByRole('dialog')).toContainText(
      /Messages and SOPs take [\d.]+.kB of the 20.MB that IT allows\./,
    )
    await app.close()
  })
  await service.remove()
})

// Catches: a market that IT gives to a site and that nothing begins with.
test('limits of authority and SOPs without a case begin with the market of the site', async () => {
  const service = await serviceUnderTest()
  await withPolicies({ 'a.json': { Defaults: { Market: 'PH' } } }, async (paths) => {
    const { app, window } = await launchDesktop({ serviceUrl: service.directUrl, ...paths })
    await signIn(window, 'siti', service.password)
    await window.keyboard.press('Control+Shift+f')
    const found = window.getByRole('listbox', { name: 'SOPs' }).getByRole('option')
    await expect(found).toHaveCount(12)
    await expect(found.filter({ hasText: /· (DE|MY|SG|TH|VN)/ })).toHaveCount(0)
    await expect(found.filter({ hasText: '· PH' })).not.toHaveCount(0)
    await window.keyboard.press('Escape')
    await give(window, 'Limits of authority')
    const market = window.getByRole('dialog').getByLabel('Market')
    await expect(market).toHaveValue('PH')
    // The first of the list is another.
    expect(await market.locator('option').first().textContent()).not.toBe('PH')
    await app.close()
  })
  await service.remove()
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

// Catches: a site pack that anybody can write, one that holds although it was changed, or one that is taken and then obeyed by nobody.
test('a site pack is imported in the window where it is signed by a key that IT trusts, and holds from the next start', async () => {
  const { privatePem, publicKey } = makeKey()
  const issuedAt = '2026-11-23T03:00:00.000Z'
  const packed = { ServiceUrl: 'http://127.0.0.1:9', PinMinimumLength: 10, Language: 'th', SitePackKeys: [] }
  const pack = signSitePack({ site: 'Manila', issuedAt, policies: packed }, privatePem)
  const service = await serviceUnderTest()
  const policies = { '10.json': { Enforced: { SitePackKeys: [publicKey] } } }
  await withPolicies(policies, async (paths) => {
    const { app, window } = await launchDesktop({ serviceUrl: service.directUrl, ...paths })
    await signIn(window, 'ana', service.password)
    await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('desk.about')?.click())
    const about = window.getByRole('dialog', { name: 'About Tierdesk' })
    const offer = async (name: string, content: unknown): Promise<void> => {
      const path = join(paths.userData, name)
      writeFileSync(path, JSON.stringify(content))
      await app.evaluate(({ dialog }, filePath) => {
        Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [filePath] }) })
      }, path)
      await about.getByRole('button', { name: 'Import a site pack' }).click()
    }
    await offer('changed.sitepack', { ...pack, payload: { ...pack.payload, site: 'Cebu' } })
    await expect(window.getByText('changed.sitepack was changed after it was signed.')).toBeVisible()
    await offer('manila.sitepack', pack)
    await expect(window.getByText('The site pack of Manila is here.')).toBeVisible()
    await app.close()
    // Nobody says where the service is now, but the pack.
    const next = await launchDesktop({ serviceUrl: '', ...paths })
    const report = await next.window.evaluate(() => {
      const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input?: unknown): Promise<unknown> }
      return Promise.all([bridge.call('app.about'), bridge.call('policy.read')])
    })
    const where = join(paths.userData, 'tierdesk.sitepack')
    expect(report).toMatchObject([
      { serviceUrl: 'http://127.0.0.1:9' },
      {
        site: 'Manila',
        entries: expect.arrayContaining([{ id: 'PinMinimumLength', value: 10, by: 'site-pack', where }]),
        refusals: [`SitePackKeys in ${where} is not used: a site pack cannot set it. Enforce it by policy.`],
      },
    ])
    // The words come a moment after the window.
    await expect.poll(() => next.window.evaluate(() => document.documentElement.lang)).toBe('th')
    await next.app.close()
    // A start after the file was changed by hand goes on without it, and says so.
    writeFileSync(where, JSON.stringify(pack).replace('th', 'vi'))
    const without = await launchDesktop({ serviceUrl: service.directUrl, ...paths })
    const after = await without.window.evaluate(() => {
      const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input?: unknown): Promise<unknown> }
      return bridge.call('policy.read')
    })
    expect(after).toMatchObject({
      site: null,
      refusals: [`${where} was changed after it was signed. Ask IT for the pack of your site.`],
    })
    await without.app.close()
  })
  await service.remove()
})
