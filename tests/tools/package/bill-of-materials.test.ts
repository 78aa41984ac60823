import { describe, expect, test } from 'vitest'
import { importedStyles, packageFolder } from '#tools/bundled-packages.ts'
import { Lock, billOfMaterials } from '#tools/package/bill-of-materials.ts'

const lock = Lock.parse({
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7', license: 'MIT', integrity: 'sha512-AAAB' },
    'node_modules/@noble/hashes': { version: '2.4.0', license: '(MIT OR Apache-2.0)' },
    'node_modules/alias': { version: '1.0.0', name: '@real/name' },
    'node_modules/a/node_modules/zod': { version: '3.0.0' },
  },
})
const bill = (folders: readonly string[]) =>
  billOfMaterials({
    version: '1.2.3',
    folders,
    lock,
    runtime: { electron: '45.4.1' },
    builtAt: '2026-11-23T00:00:00.000Z',
  })

describe('the list of parts', () => {
  test('has each package of the bundles once, with version, licence and hash, and the runtime', () => {
    const { components, dependencies, specVersion } = bill([
      'node_modules/zod',
      'node_modules/@noble/hashes',
      'node_modules/zod',
    ])
    expect(specVersion).toBe('1.5')
    expect(components).toEqual([
      {
        type: 'framework',
        'bom-ref': 'pkg:generic/electron@45.4.1',
        name: 'electron',
        version: '45.4.1',
        purl: 'pkg:generic/electron@45.4.1',
        scope: 'required',
      },
      {
        type: 'library',
        'bom-ref': 'pkg:npm/%40noble/hashes@2.4.0',
        name: '@noble/hashes',
        version: '2.4.0',
        purl: 'pkg:npm/%40noble/hashes@2.4.0',
        scope: 'required',
        licenses: [{ expression: '(MIT OR Apache-2.0)' }],
      },
      {
        type: 'library',
        'bom-ref': 'pkg:npm/zod@4.6.7',
        name: 'zod',
        version: '4.6.7',
        purl: 'pkg:npm/zod@4.6.7',
        scope: 'required',
        licenses: [{ license: { id: 'MIT' } }],
        hashes: [{ alg: 'SHA-512', content: '000001' }],
      },
    ])
    expect(dependencies[0]?.dependsOn).toHaveLength(3)
  })

  test('knows an alias by its real name, and a package inside another by its own version', () => {
    const names = bill(['node_modules/alias', 'node_modules/a/node_modules/zod']).components.map(({ purl }) => purl)
    expect(names).toContain('pkg:npm/%40real/name@1.0.0')
    expect(names).toContain('pkg:npm/zod@3.0.0')
  })

  // Catches a list that leaves out what it cannot name: a scanner would call what is not in it safe.
  test('cannot be made with a part that nobody knows', () => {
    expect(() => bill(['node_modules/unheard-of'])).toThrow('unheard-of is in a bundle and not in package-lock.json')
  })
})

describe('what a bundle is made of', () => {
  test.each([
    ['/p/node_modules/zod/v4/core.js', 'node_modules/zod'],
    ['/p/node_modules/@noble/hashes/sha2.js?x', 'node_modules/@noble/hashes'],
    ['node_modules/a/node_modules/@b/c/d.js', 'node_modules/a/node_modules/@b/c'],
    ['/p/src/main/index.ts', null],
  ])('%s lies in %s', (path, folder) => {
    expect(packageFolder(path)).toBe(folder)
  })

  test('includes the styles that are imported, and not our own', () => {
    const text = `@import '@fontsource-variable/inter/wght.css';\n@import "tailwindcss";\n@import './own.css';`
    expect(importedStyles(text)).toEqual(['node_modules/@fontsource-variable/inter', 'node_modules/tailwindcss'])
  })
})
