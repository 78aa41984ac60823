import { expect, test } from 'vitest'
import { hasAllPackages } from '#tools/installed-packages.mjs'

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@oxfmt/win32': { version: '1.0.0', optional: true },
  },
}

// Catches: a start on old packages after an update, and a needless install of minutes at every start.
test.each([
  ['all packages of this platform are there', { 'node_modules/zod': { version: '4.6.7' } }, true],
  ['one has another version', { 'node_modules/zod': { version: '4.6.6' } }, false],
  ['one is absent', {}, false],
])('where %s, the answer is right', (_, packages, expected) => {
  expect(hasAllPackages(wanted, { packages })).toBe(expected)
})
