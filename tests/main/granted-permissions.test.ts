import { expect, test } from 'vitest'
import { isPermissionGranted } from '#main/granted-permissions.ts'

const page = 'app://workspace/index.html'

// Catches: a window of Electron 43 and later that cannot reach a service on this computer, and a copy button that does nothing.
test.each([
  'clipboard-sanitized-write',
  'persistent-storage',
  'local-network-access',
  'local-network',
  'loopback-network',
])('our page has %s', (permission) => {
  expect(isPermissionGranted(permission, page, true)).toBe(true)
  expect(isPermissionGranted(permission, 'app://workspace/', true)).toBe(true)
})

// Catches: Electron's default, which grants whatever is asked.
test.each([
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'display-capture',
  'midi',
  'usb',
  'hid',
  'serial',
  'fullscreen',
  'openExternal',
  'fileSystem',
  'unknown',
  '',
])('our page does not have %j', (permission) => {
  expect(isPermissionGranted(permission, page, true)).toBe(false)
})

// Catches: a permission of ours lent to somebody else (CVE-2026-34777 was a wrong origin for frames).
test.each<[string, boolean]>([
  [page, false],
  ['https://example.com/', true],
  ['app://workspace.evil.example/', true],
  ['app://workspaces/', true],
  ['', true],
])('%j (top frame: %j) has nothing', (url, isMainFrame) => {
  expect(isPermissionGranted('clipboard-sanitized-write', url, isMainFrame)).toBe(false)
})

// Catches: a rule of IT about copying that the page could get round by asking the system itself.
test('what policy takes away is denied to our page too', () => {
  const forbidden = new Set(['clipboard-sanitized-write'])
  expect(isPermissionGranted('clipboard-sanitized-write', page, true, forbidden)).toBe(false)
  expect(isPermissionGranted('persistent-storage', page, true, forbidden)).toBe(true)
})
