import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type InstalledAt, editionOf } from '#main/edition.ts'

let resources: string
beforeEach(() => {
  resources = mkdtempSync(join(tmpdir(), 'tierdesk-edition-'))
})
afterEach(() => rmSync(resources, { recursive: true, force: true }))

const at = (more: Partial<InstalledAt>): InstalledAt => ({
  isPackaged: true,
  platform: 'linux',
  arch: 'x64',
  resources,
  program: '/opt/Tierdesk/tierdesk',
  appImage: undefined,
  home: '/home/ana',
  ...more,
})
const ofAna = 'C:\\Users\\ana\\AppData\\Local\\Programs\\tierdesk\\Tierdesk.exe'

// Catches an installation of IT that a user's own update would replace or try to, day after day.
test('what lies where only IT writes is left to IT, and what a user installed updates itself', () => {
  const kindOf = (more: Partial<InstalledAt>): unknown => {
    const edition = editionOf(at(more))
    return edition.kind === 'user' ? edition.target : edition.kind
  }
  expect(kindOf({ isPackaged: false })).toBe('none')
  expect(kindOf({})).toBe('machine')
  expect(kindOf({ appImage: join(resources, 'Tierdesk.AppImage') })).toBe('linux-x64-appimage')
  expect(kindOf({ platform: 'win32', program: ofAna })).toBe('win32-x64-nsis')
  expect(kindOf({ platform: 'win32', arch: 'arm64', program: ofAna })).toBe('win32-arm64-nsis')
  expect(kindOf({ platform: 'win32', program: 'C:\\Program Files\\Tierdesk\\Tierdesk.exe' })).toBe('machine')
  expect(kindOf({ platform: 'win32', program: 'D:\\Program Files (x86)\\Tierdesk\\Tierdesk.exe' })).toBe('machine')
  expect(kindOf({ platform: 'darwin', program: '/Applications/Tierdesk.app/Contents/MacOS/Tierdesk' })).toBe('machine')
  const own = '/home/ana/Applications/Tierdesk.app/Contents/MacOS/Tierdesk'
  expect(kindOf({ platform: 'darwin', program: own })).toBe('darwin-x64-zip')
  // No installer is made for it.
  expect(kindOf({ platform: 'win32', arch: 'ia32', program: ofAna })).toBe('machine')
})

// Catches a machine that IT installed to a folder of its own, with /D=: where it lies does not tell, and the marker does.
test('the marker of an installer for the whole computer goes before where it lies', () => {
  writeFileSync(join(resources, 'machine-edition'), '')
  expect(editionOf(at({ platform: 'win32', program: 'D:\\Tools\\Tierdesk\\Tierdesk.exe' }))).toEqual({
    kind: 'machine',
  })
  expect(editionOf(at({ appImage: join(resources, 'Tierdesk.AppImage') }))).toEqual({ kind: 'machine' })
})
