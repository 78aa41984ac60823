import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import type { UpdateState } from '#shared/update/update-state.ts'
import { openWire } from '../cut-wire.ts'
import { isSynced, openCase, signIn } from '../e2e/story.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { type Publisher, publisher } from '../service/updates/published.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { type DesktopOptions, launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// What it is started from: the AppImage of version 0.1.0, and what comes in its place. Each says in a file beside it that it was run.
const image = (version: string): string => `#!/bin/sh\necho ${version} > "$0.ran"\n# ${'x'.repeat(100_000)}\n`

let service: ServiceUnderTest
let base: string
let it: Publisher
test.beforeAll(async () => {
  if (noElectron !== null) return
  service = await serviceUnderTest()
  base = mkdtempSync(join(tmpdir(), 'tierdesk-update-'))
  it = publisher(join(base, 'scratch'), join(service.folder, 'updates'))
})
test.afterAll(async () => {
  if (noElectron !== null) return
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})

interface Seat extends DesktopOptions {
  readonly appImage: string
  /** What lies in the cache of updates. */
  images(): string[]
}

/** A computer with an AppImage of 0.1.0 and these policies. */
function seat(name: string, enforced: Readonly<Record<string, unknown>> = {}): Seat {
  const folder = join(base, name)
  const policies = join(folder, 'policies')
  mkdirSync(policies, { recursive: true })
  const Enforced = { UpdateKeys: [it.publicKey], ...enforced }
  writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced }), { mode: 0o644 })
  const appImage = join(folder, 'Tierdesk.AppImage')
  writeFileSync(appImage, image('0.1.0'))
  chmodSync(appImage, 0o755)
  const cache = join(folder, 'cache')
  return {
    userData: join(folder, 'profile'),
    policies,
    serviceUrl: service.directUrl,
    appImage,
    environment: { TIERDESK_UPDATE_TARGET: 'linux-x64-appimage', APPIMAGE: appImage, XDG_CACHE_HOME: cache },
    images: () =>
      existsSync(cache)
        ? readdirSync(cache, { recursive: true })
            .map(String)
            .filter((file) => file.endsWith('.AppImage'))
        : [],
  }
}

const bridge = <T>(window: Page, call: string): Promise<T> =>
  window.evaluate(
    (name) => (Reflect.get(window, 'tierdesk') as { call(name: string): Promise<unknown> }).call(name),
    call,
  ) as Promise<T>
const look = (window: Page): Promise<UpdateState> => bridge(window, 'update.check')

async function publish(version: string, percentage = 100): Promise<{ file: string; manifest: string }> {
  const name = `Tierdesk-${version}.AppImage`
  await it.add(version, name, image(version))
  await it.rollOut(version, percentage)
  const folder = join(service.folder, 'updates/releases', version)
  return { file: join(folder, name), manifest: join(folder, 'release.json') }
}

/** Runs what a test does on one desk that is not signed in. */
async function onDesk(options: DesktopOptions, work: (window: Page) => Promise<void>): Promise<void> {
  const { app, window } = await launchDesktop(options)
  await work(window)
  await app.close()
}

// Catches a desk that fetches before it checks, that keeps what was damaged, or that updates where IT said no.
test('a desk looks for updates, takes what is let out to it, and nothing that was tampered with, cut off or is older', async () => {
  const { file, manifest } = await publish('0.2.0', 0)
  const desk = seat('looks')
  await onDesk(desk, async (window) => {
    expect(await bridge(window, 'update.state')).toEqual({ is: 'not-asked' })
    expect(await look(window)).toMatchObject({ is: 'nothing', why: 'later' })
    await it.rollOut('0.2.0')
    const whole = readFileSync(file)
    const signed = readFileSync(manifest, 'utf8')
    writeFileSync(manifest, signed.replace(/"bytes": \d+/, '"bytes": 1'))
    expect(await look(window)).toMatchObject({ is: 'refused', why: 'changed', version: null })
    writeFileSync(manifest, signed)
    const bad = Buffer.from(whole)
    bad[50_000] = 65
    for (const damaged of [bad, whole.subarray(0, 60_000)]) {
      writeFileSync(file, damaged)
      expect(await look(window)).toMatchObject({ is: 'failed', why: 'damaged' })
      expect(desk.images()).toEqual([])
    }
    writeFileSync(file, whole)
    expect(await look(window)).toEqual({ is: 'ready', version: '0.2.0' })
    expect(desk.images()).toHaveLength(1)
    await it.run('stop')
    expect(await look(window)).toMatchObject({ is: 'nothing', why: 'stopped' })
    expect(await bridge(window, 'update.restart')).toEqual({ refused: 'not-ready' })
    await it.run('start')
  })
  expect(readFileSync(desk.appImage, 'utf8')).toContain('0.1.0')
})

test('a desk obeys IT before the service: no key, another key, bounds, and no updates at all', async () => {
  const stranger = publisher(join(base, 'stranger'), join(base, 'nowhere'))
  const expected: [string, Record<string, unknown>, Partial<Record<string, unknown>>][] = [
    ['no-key', { UpdateKeys: [] }, { is: 'off', why: 'no-key' }],
    ['other-key', { UpdateKeys: [stranger.publicKey] }, { is: 'refused', why: 'unknown-key' }],
    ['maximum', { UpdateMaximumVersion: '0.1.9' }, { is: 'refused', why: 'above-maximum', version: '0.2.0' }],
    ['minimum', { UpdateMinimumVersion: '0.3.0' }, { is: 'refused', why: 'below-minimum', version: '0.2.0' }],
    ['ring', { UpdateRing: 'test' }, { is: 'nothing', why: 'newest' }],
    ['none', { UpdatesAllowed: false }, { is: 'off', why: 'policy' }],
  ]
  for (const [name, enforced, state] of expected) {
    const desk = seat(name, enforced)
    await onDesk(desk, async (window) => expect(await look(window)).toMatchObject(state))
    expect(desk.images()).toEqual([])
  }
  // What was started from its sources is no installation.
  const { environment, ...plain } = seat('sources')
  expect(environment).toBeDefined()
  await onDesk(plain, async (window) => expect(await look(window)).toEqual({ is: 'off', why: 'not-installed' }))
})

// Catches a feed in other hands that brings back a version with a hole that was closed: its signature is right.
test('an older release is refused although it is signed as it must be', async () => {
  await it.add('0.0.9', 'Tierdesk-0.0.9.AppImage', image('0.0.9'))
  const release: unknown = JSON.parse(readFileSync(join(service.folder, 'updates/releases/0.0.9/release.json'), 'utf8'))
  const asked: string[] = []
  const feed = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    // What is offered is there to be fetched: a desk that takes it would have it.
    response.end(url.startsWith('/updates/files/') ? image('0.0.9') : JSON.stringify({ release, why: null }))
  })
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve))
  const address = feed.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const desk = { ...seat('downgrade'), serviceUrl: `http://127.0.0.1:${port}` }
  await onDesk(desk, async (window) =>
    expect(await look(window)).toMatchObject({ is: 'refused', why: 'older', version: '0.0.9' }),
  )
  expect(asked.filter((url) => url.startsWith('/updates/files'))).toEqual([])
  expect(asked.some((url) => url.startsWith('/updates/offer?ring=broad'))).toBe(true)
  expect(desk.images()).toEqual([])
  feed.closeAllConnections()
  feed.close()
})

const restart = (window: Page) => window.getByRole('button', { name: 'Restart now' })

// Catches a restart that costs what was written, what waits, or the person their say; and an update that is never put in place.
test('an update is told, and put in place by a restart once everything is sent and nothing is half written', async () => {
  const wire = await openWire(service.port)
  const desk = { ...seat('restarts'), serviceUrl: wire.url }
  const { app, window } = await launchDesktop(desk)
  await signIn(window, 'ana', service.password)
  await expect(restart(window)).toBeHidden()
  await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('desk.about')?.click())
  const about = window.getByRole('dialog', { name: 'About Tierdesk' })
  await expect(about.getByText('Not looked for yet.')).toBeVisible()
  await about.getByRole('button', { name: 'Look now' }).click()
  await expect(about.getByText('Tierdesk 0.2.0 is here and waits for a restart.')).toBeVisible()
  await about.getByRole('button', { name: 'Close' }).last().click()
  await expect(window.getByText('Tierdesk 0.2.0 is here.')).toBeVisible()

  // Half written in a dialog, which nothing keeps.
  await openCase(window, '10311')
  await window.getByRole('region', { name: 'Thread' }).focus()
  await window.keyboard.press('Shift+E')
  await window.getByRole('dialog').getByLabel('What should Tier 2 decide or do?').fill('Half a question')
  await window.getByText('Restart now').evaluate((button) => button.closest('button')?.click())
  await expect(window.getByText('what you write in the open dialog would be lost')).toBeVisible()
  await window.getByRole('dialog').getByLabel('What should Tier 2 decide or do?').fill('')
  await window.keyboard.press('Escape')

  // Written during an outage: it waits.
  wire.cut()
  const writing = window.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
  await writing.fill('Written before the restart.')
  await window.keyboard.press('Control+Enter')
  await restart(window).click()
  await expect(window.getByText('1 step is not sent yet')).toBeVisible()
  expect(readFileSync(desk.appImage, 'utf8')).toContain('0.1.0')

  // Whoever is asked and stays, stays.
  wire.mend()
  await isSynced(window)
  await window.evaluate(() => {
    const stay = (event: Event): void => event.preventDefault()
    Object.assign(globalThis, { stay })
    globalThis.addEventListener('beforeunload', stay)
  })
  await app.evaluate(({ dialog }) => void Object.assign(dialog, { showMessageBoxSync: () => 0 }))
  expect(await bridge(window, 'update.restart')).toEqual({ refused: 'stayed' })
  await window.evaluate(() =>
    globalThis.removeEventListener('beforeunload', Reflect.get(globalThis, 'stay') as () => void),
  )

  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  await restart(window).click()
  await ended
  expect(await textsOn(service.directUrl, service.password, '10311')).toContain('Written before the restart.')
  // electron-updater has put the new one in place of the old and started it.
  expect(readFileSync(desk.appImage, 'utf8')).toContain('0.2.0')
  await expect.poll(() => existsSync(`${desk.appImage}.ran`)).toBe(true)
  expect(readFileSync(`${desk.appImage}.ran`, 'utf8').trim()).toBe('0.2.0')
  await wire.close()
})

test('at the end of the day an update is put in place by itself where nothing waits', async () => {
  const desk = seat('ends')
  const { app, window } = await launchDesktop(desk)
  await signIn(window, 'ana', service.password)
  expect(await look(window)).toEqual({ is: 'ready', version: '0.2.0' })
  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended
  expect(readFileSync(desk.appImage, 'utf8')).toContain('0.2.0')
  expect(existsSync(`${desk.appImage}.ran`)).toBe(true)
})
