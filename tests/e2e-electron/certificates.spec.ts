import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { enterPin, isSynced, openCase, signIn, storyPin } from '../e2e/story.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { type Publisher, publisher } from '../service/updates/published.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { type DesktopOptions, launchDesktop, noElectron } from './launch.ts'
import { type Authority, type Identity, type TlsFront, authority, canMakeCertificates, tlsFront } from './tls-front.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest
let base: string
let it: Publisher
let known: Authority
/** What the service shows, and what somebody shows whom the same authority has given a certificate for its name. */
let right: Identity
let other: Identity
let front: TlsFront
let isReady = false
test.beforeAll(async () => {
  if (noElectron !== null) return
  test.skip(!(await canMakeCertificates()), 'There is no openssl or certutil here, and none could be installed.')
  service = await serviceUnderTest()
  base = mkdtempSync(join(tmpdir(), 'tierdesk-pins-'))
  it = publisher(join(base, 'scratch'), join(service.folder, 'updates'))
  known = authority(join(base, 'authority'), 'Site CA')
  right = known.issue('service')
  other = known.issue('somebody')
  known.trustedIn(join(base, 'home'))
  front = await tlsFront(service.port, right)
  isReady = true
})
test.afterAll(async () => {
  if (!isReady) return
  await front.close()
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})

/** A computer of which IT says these pins; its user trusts the authority. */
function seat(name: string, CertificatePins: readonly string[]): DesktopOptions {
  const policies = join(base, name, 'policies')
  mkdirSync(policies, { recursive: true })
  const Enforced = { CertificatePins, UpdateKeys: [it.publicKey] }
  writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced }), { mode: 0o644 })
  const environment = {
    HOME: join(base, 'home'),
    TIERDESK_UPDATE_TARGET: 'linux-x64-appimage',
    APPIMAGE: join(base, name, 'Tierdesk.AppImage'),
    XDG_CACHE_HOME: join(base, name, 'cache'),
  }
  return { userData: join(base, name, 'profile'), policies, serviceUrl: front.url, environment }
}

const call = (window: Page, name: string): Promise<unknown> =>
  window.evaluate((one) => (Reflect.get(window, 'tierdesk') as { call(of: string): Promise<unknown> }).call(one), name)

async function trySignIn(window: Page): Promise<void> {
  await window.getByLabel('Login').fill('ana')
  await window.getByLabel('Password', { exact: true }).fill(service.password)
  await window.keyboard.press('Enter')
}

const refusedSentence = 'shows a certificate that IT has not allowed here'

// Catches: a password that is sent to somebody in between who has a certificate of a trusted authority, and updates that go past the pins.
test('a service whose certificate is not pinned gets no password and no question about updates, and the sentence says so', async () => {
  front.show(other)
  const before = front.heard.length
  const { app, window } = await launchDesktop(seat('wrong', [right.pin]))
  await trySignIn(window)
  await expect(window.getByText(`What answers at ${front.url} ${refusedSentence}`)).toBeVisible()
  expect(await call(window, 'update.check')).toMatchObject({ is: 'failed', why: 'unreachable' })
  expect(front.heard.slice(before)).toEqual([])
  await app.close()
})

// Catches: pins that hold for the first certificate of a chain alone: then IT has to change them with every renewal.
test('an authority that is pinned is enough, for the window and for updates, and About Tierdesk names the pin', async () => {
  front.show(right)
  const pins = [`sha256/${'A'.repeat(43)}=`, known.pin]
  const { app, window } = await launchDesktop(seat('authority', pins))
  await signIn(window, 'ana', service.password)
  expect(await call(window, 'update.check')).toMatchObject({ is: 'nothing' })
  expect(await call(window, 'certificate.standing')).toEqual({ isRefused: false })
  await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('desk.about')?.click())
  const row = window.getByRole('dialog', { name: 'About Tierdesk' }).getByRole('row', { name: /CertificatePins/ })
  await expect(row).toContainText(known.pin)
  await expect(row).toContainText('IT, always')
  await app.close()
})

// Catches: a pin that has the desk trust what the system does not.
test('an authority that the system does not know stays refused, pinned or not', async () => {
  const unknown = authority(join(base, 'unknown'), 'Unknown CA')
  const stranger = unknown.issue('stranger')
  front.show(stranger)
  const before = front.heard.length
  const { app, window } = await launchDesktop(seat('unknown', [stranger.pin, unknown.pin]))
  await trySignIn(window)
  await expect(window.getByText(`The service at ${front.url} cannot be reached.`)).toBeVisible()
  expect(await call(window, 'update.check')).toMatchObject({ is: 'failed', why: 'unreachable' })
  expect(front.heard.slice(before)).toEqual([])
  await app.close()
})

// Catches: a desk that is of no use while somebody is in between, or that keeps accusing them after they are gone.
test('the desk goes on offline while another certificate is shown, and sends what was written once the right one is back', async () => {
  front.show(right)
  const desk = seat('between', [right.pin])
  const first = await launchDesktop(desk)
  await signIn(first.window, 'ana', service.password, storyPin)
  await first.app.close()

  front.show(other)
  const before = front.heard.length
  const { app, window } = await launchDesktop(desk)
  await expect(window.getByText(`What answers in place of the service ${refusedSentence}`)).toBeVisible()
  await enterPin(window, storyPin)
  const banner = window.getByText(refusedSentence)
  await expect(banner).toContainText('Go on working')
  await openCase(window, '10311')
  const said = 'Written while somebody was in between.'
  await window.getByRole('region', { name: 'Write on this case' }).getByRole('textbox').fill(said)
  await window.keyboard.press('Control+Enter')
  await expect(
    window.getByRole('region', { name: 'Thread' }).getByText('Saved on this computer, will send'),
  ).toBeVisible()
  expect(front.heard.slice(before)).toEqual([])

  front.show(right)
  await window.getByRole('button', { name: 'Try now' }).click()
  await isSynced(window)
  await expect(banner).toHaveCount(0)
  expect(await call(window, 'certificate.standing')).toEqual({ isRefused: false })
  // Once more: Chromium remembers both certificates by now and asks nobody.
  front.show(other)
  await expect(banner).toBeVisible()
  front.show(right)
  await window.getByRole('button', { name: 'Try now' }).click()
  await isSynced(window)
  expect(await call(window, 'certificate.standing')).toEqual({ isRefused: false })
  expect(await textsOn(service.directUrl, service.password, '10311')).toContain(said)
  await app.close()
})
