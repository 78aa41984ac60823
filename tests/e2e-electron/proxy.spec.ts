import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { clearTextIn } from '../clear-text.ts'
import { isSynced, pressButton } from '../e2e/story.ts'
import { publisher } from '../service/updates/published.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { askingProxy } from './asking-proxy.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

const password = 'a-password-of-the-proxy-61c2'

function underPolicies(base: string, Enforced: Readonly<Record<string, unknown>>) {
  const policies = join(base, 'policies')
  mkdirSync(policies, { recursive: true })
  writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced }), { mode: 0o644 })
  return { userData: join(base, 'profile'), policies }
}

const call = (window: Page, name: string): Promise<unknown> =>
  window.evaluate(
    (one) => (Reflect.get(window, 'tierdesk') as { call(name: string): Promise<unknown> }).call(one),
    name,
  )

// Catches: a desk behind a proxy with a sign-in that just says "no connection", a password on the disk, and updates that are never found there.
test('a proxy that asks who the person is has the window ask them, once for everything, and nothing of it is kept', async () => {
  const service = await serviceUnderTest()
  const proxy = await askingProxy(`ana.cruz:${password}`)
  const base = mkdtempSync(join(tmpdir(), 'tierdesk-proxy-'))
  const it = publisher(join(base, 'scratch'), join(service.folder, 'updates'))
  const desk = underPolicies(base, { UpdateKeys: [it.publicKey] })
  const APPIMAGE = join(base, 'Tierdesk.AppImage')
  const cache = join(base, 'cache')
  const environment = { TIERDESK_UPDATE_TARGET: 'linux-x64-appimage', APPIMAGE, XDG_CACHE_HOME: cache }
  const { app, window } = await launchDesktop({ serviceUrl: service.directUrl, ...desk, environment })
  // Chromium goes straight to this computer unless it is told otherwise, which no policy of ours does.
  await app.evaluate(async ({ session }, rules) => {
    const proxied = { proxyRules: rules, proxyBypassRules: '<-loopback>' }
    const sessions = [session.defaultSession, session.fromPartition('electron-updater', { cache: false })]
    await Promise.all(sessions.map((one) => one.setProxy(proxied)))
  }, proxy.host)
  await window.getByLabel('Login').fill('ana')
  await window.getByLabel('Password', { exact: true }).fill(service.password)
  await window.keyboard.press('Enter')
  const dialog = window.getByRole('dialog', { name: 'Sign in to the proxy' })
  await expect(dialog).toContainText(`Before ${proxy.host} lets Tierdesk into the network`)
  await expect(dialog).toContainText('It calls itself Floor 3.')
  const answer = async (word: string): Promise<void> => {
    await dialog.getByLabel('Name').fill('ana.cruz')
    await dialog.getByLabel('Password', { exact: true }).fill(word)
    await window.keyboard.press('Enter')
  }
  await answer('wrong')
  await expect(dialog.getByText('It did not accept that.')).toBeVisible()
  await answer(password)
  await expect(dialog).toBeHidden()
  await pressButton(window, window.getByRole('button', { name: 'Not now' }))
  await isSynced(window)
  expect(proxy.let).toContain(`POST ${service.directUrl}/api/sign-in`)
  expect(proxy.let).toContain(`CONNECT ${new URL(service.directUrl).host}`)
  expect(await call(window, 'update.check')).toMatchObject({ is: 'nothing', why: 'newest' })
  expect(proxy.let.some((one) => one.includes('/updates/offer'))).toBe(true)
  await expect(dialog).toBeHidden()
  expect([...proxy.said].toSorted()).toEqual([`ana.cruz:${password}`, 'ana.cruz:wrong'])
  await app.close()
  expect(await clearTextIn(base, [password])).toEqual([])
  await proxy.close()
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})

// Catches: a policy that is read and used by nobody, and a dialog that is back as soon as it was closed.
test('the proxy of the policy is the one that is asked, and whoever does not want to say is left alone', async () => {
  const proxy = await askingProxy(`ana.cruz:${password}`)
  const base = mkdtempSync(join(tmpdir(), 'tierdesk-proxy-'))
  const desk = underPolicies(base, { ServiceUrl: 'https://desk.example.com', ProxyServer: proxy.host })
  const { app, window } = await launchDesktop({ serviceUrl: '', ...desk })
  const signIn = async (): Promise<void> => {
    await window.getByLabel('Login').fill('ana')
    await window.getByLabel('Password', { exact: true }).fill('a password')
    await window.keyboard.press('Enter')
  }
  await signIn()
  const dialog = window.getByRole('dialog', { name: 'Sign in to the proxy' })
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect(window.getByRole('alert')).toBeVisible()
  await signIn()
  await expect(window.getByRole('alert')).toBeVisible()
  await expect(dialog).toBeHidden()
  expect([...proxy.said]).toEqual([])
  expect(await app.evaluate(({ session }) => session.defaultSession.resolveProxy('https://desk.example.com'))).toBe(
    `PROXY ${proxy.host}`,
  )
  await app.close()
  await proxy.close()
  rmSync(base, { recursive: true, force: true })
})
