import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { preferencesDomain } from '#main/managed-preferences.ts'
import { builderConfiguration } from '#tools/package/builder-configuration.ts'
import { product } from '#tools/package/product.ts'
import { signingFrom } from '#tools/package/signing.ts'
import type { Edition } from '#tools/package/targets.ts'
import { ROOT } from '#tools/project.mjs'

const configuration = (edition: Edition, environment: NodeJS.ProcessEnv = {}, isTestBuild = false) =>
  builderConfiguration({
    edition,
    isTestBuild,
    electronVersion: '45.4.1',
    electronDist: null,
    output: 'out/package/work',
    signing: signingFrom(environment),
  })

// electron-builder's own check against its own schema, which its public part does not hand out.
const near = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))
const { validateConfiguration } = near('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (configuration: unknown, log: unknown) => Promise<void>
}
const { DebugLogger } = near('builder-util') as { DebugLogger: new (isEnabled: boolean) => unknown }
const check = (value: unknown): Promise<void> => validateConfiguration(structuredClone(value), new DebugLogger(false))

describe('the configuration of electron-builder', () => {
  // Catches an option that electron-builder renamed, or that somebody misspelt: it would be left out in silence elsewhere.
  test.each(['user', 'machine'] as const)(
    'of the %s edition holds to its schema, in every kind of build',
    async (edition) => {
      const signing = { CSC_LINK: 'c.pfx', APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' }
      await check(configuration(edition))
      await check(configuration(edition, signing))
      await check(configuration(edition, {}, true))
    },
  )

  test('is refused by that schema where a word is misspelt', async () => {
    const valid = configuration('machine')
    await expect(check({ ...valid, nsis: { ...valid.nsis, perMachin: true } })).rejects.toThrow(
      'configuration.nsis should be',
    )
  })

  test('lets only the user edition update itself', () => {
    expect(configuration('machine').publish).toBeNull()
    expect(configuration('user').publish).toEqual([{ provider: 'generic', url: product.updateFeed }])
    expect(configuration('user').extraResources).toEqual([])
    expect(configuration('machine').extraResources).toEqual([
      { from: 'resources/machine-edition', to: 'machine-edition' },
    ])
  })

  test('installs for all users in the machine edition, and without asking for rights in the user edition', () => {
    expect(configuration('machine').nsis).toMatchObject({ perMachine: true, allowToChangeInstallationDirectory: true })
    expect(configuration('user').nsis).toMatchObject({ perMachine: false, oneClick: true })
  })

  test('packs what was built and no package beside it', () => {
    expect(configuration('machine')).toMatchObject({ asar: true, npmRebuild: false })
    expect(configuration('machine').files).toContain('!node_modules{,/**}')
  })

  // Catches a package that installs and does not start: the program ends without a word where this library is not there, and names it nowhere.
  test('asks for the library that the program loads by itself on every screen of X', () => {
    expect(configuration('machine').deb?.depends).toContain('libx11-xcb1')
    expect(configuration('machine').rpm?.depends).toContain('libX11-xcb.so.1()(64bit)')
  })

  // Catches electron-builder's own words for an AppImage: its entry in the menu would start it without a sandbox.
  test('does not tell an AppImage to do without its sandbox', () => {
    expect(configuration('user').appImage).toEqual({ executableArgs: [] })
  })

  test('allows no plain http on a Mac, which electron-builder would', () => {
    const extended: unknown = configuration('user').mac?.extendInfo
    expect(extended).toEqual({
      NSAppTransportSecurity: { NSAllowsArbitraryLoads: false, NSAllowsLocalNetworking: true },
    })
  })

  test('fails rather than end unsigned where a certificate is given, and names the publisher that updates are taken from', () => {
    expect(configuration('user', { WIN_CSC_LINK: 'c.pfx' }).win).toMatchObject({
      forceCodeSigning: true,
      verifyUpdateCodeSignature: true,
      signtoolOptions: { publisherName: ['Tierdesk'] },
    })
    expect(configuration('user').mac?.identity).toBeNull()
  })
})

describe('the product', () => {
  // Catches a rename that would leave the old version installed beside the new one, or profiles of macOS without effect.
  test('is known by the same names as before', () => {
    expect(product).toMatchObject({
      name: 'Tierdesk',
      program: 'tierdesk',
      appId: 'com.tierdesk.app',
      publisher: 'Tierdesk',
      scheme: 'tierdesk',
      upgradeCode: '6F0E3C52-9B1D-4C57-8A64-2D1B7E5A90C3',
    })
    expect(product.appId).toBe(preferencesDomain)
  })

  test('has no space in the names of its files, and the name that package.json says', () => {
    const stated: unknown = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'))
    expect(stated).toMatchObject({ productName: product.name, desktopName: product.desktopFile })
    expect([product.name, product.program].join('')).not.toMatch(/\s/)
  })
})
