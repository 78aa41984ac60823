import { describe, expect, test } from 'vitest'
import { msiSource, msiVersion } from '#tools/package/msi-source.ts'
import { product } from '#tools/package/product.ts'
import { elementsOf } from '../xml.ts'

const files = ['Tierdesk.exe', 'locales/de.pak', 'resources/app.asar', 'resources/deep/a & b.txt']
const source = msiSource({ version: '1.2.3', files, icon: 'program.ico' })
const guids = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/Guid="([^"]+)"[^>]*><File [^>]*Source="([^"]+)"/g)].map(([, guid = '', path = '']) => [
      path,
      guid,
    ]),
  )

describe('the source of the MSI', () => {
  test('is well-formed, for all users, into APPLICATIONFOLDER, under the one upgrade code', () => {
    expect(source).toContain(`UpgradeCode="${product.upgradeCode}"`)
    expect(source).toContain('InstallScope="perMachine"')
    expect(source).toContain('<Directory Id="APPLICATIONFOLDER" Name="Tierdesk">')
    expect(source).toContain('a &amp; b.txt')
    expect(elementsOf(source).filter(({ name }) => name === 'File')).toHaveLength(4)
  })

  test('has every file in one component, and every folder once', () => {
    expect([...guids(source).keys()].sort()).toEqual(files.map((path) => path.replace('&', '&amp;')).sort())
    for (const name of ['locales', 'resources', 'deep']) expect(source.split(`Name="${name}"`)).toHaveLength(2)
  })

  // Catches random ids, with which an upgrade would take away files that the new version has just put there.
  test('gives a file the same id in every version', () => {
    const next = msiSource({ version: '1.3.0', files: [...files, 'new.txt'], icon: 'program.ico' })
    for (const [path, guid] of guids(source)) expect(guids(next).get(path)).toBe(guid)
    expect(new Set(guids(next).values()).size).toBe(5)
  })

  test('takes versions that Windows Installer can compare, and no others', () => {
    expect(msiVersion('1.2.3-beta.1')).toBe('1.2.3')
    expect(() => msiVersion('1.2')).toThrow('such as 1.2.3')
    expect(() => msiVersion('256.0.0')).toThrow('highest version')
  })
})
