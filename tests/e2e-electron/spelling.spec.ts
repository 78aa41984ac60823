import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest
let base: string
test.beforeAll(async () => {
  if (noElectron !== null) return
  service = await serviceUnderTest()
  base = mkdtempSync(join(tmpdir(), 'tierdesk-spelling-'))
})
test.afterAll(async () => {
  if (noElectron !== null) return
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})

// Catches: words of a customer's letter, or the mere fact of it, at the maker of Chromium; and a check that IT has taken away.
test('without a dictionary at the service none is asked for anywhere else, and none at all where IT forbids the check', async () => {
  const asked: string[] = []
  // Stands between the desk and the whole world.
  const world = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.statusCode = 502
    response.end()
  })
  world.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => world.listen(0, '127.0.0.1', resolve))
  const address = world.address()
  const proxy = typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : ''
  for (const SpellcheckAllowed of [true, false]) {
    asked.length = 0
    const policies = join(base, `unchecked-${SpellcheckAllowed}`, 'policies')
    mkdirSync(policies, { recursive: true })
    const Enforced = { SpellcheckAllowed }
    writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced }), { mode: 0o644 })
    const userData = join(base, `unchecked-${SpellcheckAllowed}`, 'profile')
    const launched = await launchDesktop({ serviceUrl: service.directUrl, userData, policies })
    const { app, window } = launched
    await app.evaluate(async ({ session }, rules) => {
      await session.defaultSession.setProxy({ proxyRules: rules, proxyBypassRules: '<-loopback>' })
      Object.assign(globalThis, { failed: [] })
      session.defaultSession.on('spellcheck-dictionary-download-failure', (_event, language) =>
        (Reflect.get(globalThis, 'failed') as string[]).push(language),
      )
    }, proxy)
    await window.evaluate(() =>
      (Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }).call(
        'spelling.languages',
        { languages: ['en-US', 'vi'] },
      ),
    )
    if (SpellcheckAllowed) {
      await expect
        .poll(() => app.evaluate(() => (Reflect.get(globalThis, 'failed') as string[]).toSorted()))
        .toEqual(['en-US', 'vi'])
      expect(asked.filter((one) => one.includes('/dictionaries/'))).toHaveLength(2)
    }
    expect(await app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(SpellcheckAllowed)
    expect(asked.filter((one) => !one.startsWith(`GET ${service.directUrl}/dictionaries/`))).toEqual([])
    if (!SpellcheckAllowed) expect(asked).toEqual([])
    await app.close()
  }
  world.closeAllConnections()
  world.close()
})
