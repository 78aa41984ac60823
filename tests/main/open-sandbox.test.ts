import { expect, test } from 'vitest'
import { openSandboxRefusal } from '#main/open-sandbox.ts'

const asked = { isPackaged: true, isWithoutSandbox: true, userId: 1000 }

// Catches: an AppImage that starts with an open window, silently, where people may make no namespaces.
test('an installed Tierdesk does not start without its sandbox, and says what to do', () => {
  expect(openSandboxRefusal(asked)).toContain('Start it without --no-sandbox')
  expect(openSandboxRefusal({ ...asked, userId: null })).toContain('did not start')
})

// Catches: a refusal that meets everybody, the containers of tests, or whoever builds it.
test('with its sandbox it starts, and so it does for root and from the sources', () => {
  expect(openSandboxRefusal({ ...asked, isWithoutSandbox: false })).toBeNull()
  expect(openSandboxRefusal({ ...asked, userId: 0 })).toBeNull()
  expect(openSandboxRefusal({ ...asked, isPackaged: false })).toBeNull()
})
