import { describe, expect, test } from 'vitest'
import { asarFaults, markerFaults, mostAsarBytes, updateFaults } from '#tools/package/packed-folder.ts'

const paths = [
  'package.json',
  'out/main/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'resources/icons/icon.png',
]
const windows = { edition: 'user', platform: 'win32' } as const

describe('the app inside a package', () => {
  test('holds what was built, and is small', () => {
    expect(asarFaults(4_000_000, paths)).toEqual([])
    expect(asarFaults(mostAsarBytes, paths)).toEqual([])
  })

  // Catches a library that slipped into `dependencies` and is packed beside the bundle that has it already.
  test('holds nothing else', () => {
    expect(asarFaults(1, [...paths, 'node_modules/pg/index.js'])[0]).toContain('node_modules/pg/index.js')
    expect(asarFaults(1, [...paths, 'src/main/index.ts'])[0]).toContain('src/main/index.ts')
    expect(asarFaults(1, ['package.json'])).toEqual(['app.asar has no out/main/index.cjs to start.'])
  })

  test('is refused where it is larger than 8 MiB', () => {
    expect(asarFaults(mostAsarBytes + 1, paths)[0]).toContain('8388609 bytes')
  })
})

describe('app-update.yml', () => {
  test('is in the user edition and not in the machine edition', () => {
    expect(updateFaults('provider: generic\n', { edition: 'user', platform: 'linux' })).toEqual([])
    expect(updateFaults(null, { edition: 'machine', platform: 'linux' })).toEqual([])
    expect(updateFaults(null, { edition: 'user', platform: 'linux' })).toHaveLength(1)
    expect(updateFaults('provider: generic\n', { edition: 'machine', platform: 'win32' })).toHaveLength(1)
  })

  // Catches a machine-wide installation that a user's desk replaces by itself, and a user's that is left behind for ever.
  test('is told by a file beside the app, in the machine edition alone', () => {
    expect(markerFaults(true, { edition: 'machine' })).toEqual([])
    expect(markerFaults(false, { edition: 'user' })).toEqual([])
    expect(markerFaults(false, { edition: 'machine' })[0]).toContain('machine-edition')
    expect(markerFaults(true, { edition: 'user' })[0]).toContain('machine-edition')
  })

  // Catches the publisher drifting from the certificate: Windows would then refuse every update, or take one from somebody else.
  test('names the one publisher whose updates Windows takes', () => {
    expect(updateFaults('provider: generic\npublisherName:\n  - Tierdesk\nurl: x\n', windows)).toEqual([])
    expect(updateFaults('provider: generic\npublisherName:\n  - Somebody\n', windows)[0]).toContain('"Somebody"')
    expect(updateFaults('publisherName:\n  - Tierdesk\n  - Somebody\n', windows)).toHaveLength(1)
    expect(updateFaults('provider: generic\n', windows)).toHaveLength(1)
  })
})
