import { expect, test } from 'vitest'
import { awayBy } from '#main/away-by.ts'

const here = { isScreenLocked: false, idleSeconds: 0 }
const policy = { idleMinutes: 10, withScreen: true }

// Catches: a desk that locks under the hands of its agent, a minute too late, or never.
test('the desk is locked by idleness from the minute that IT has set, and not before', () => {
  expect(awayBy(policy, here)).toBeNull()
  expect(awayBy(policy, { ...here, idleSeconds: 599 })).toBeNull()
  expect(awayBy(policy, { ...here, idleSeconds: 600 })).toBe('idle')
})

// Catches: 0 minutes that lock at once instead of never.
test('0 minutes is never, however long nobody was there', () => {
  expect(awayBy({ ...policy, idleMinutes: 0 }, { ...here, idleSeconds: 86_400 })).toBeNull()
})

// Catches: a locked screen that locks the desk although IT has said that it shall not, and one that does not although it shall.
test('a locked screen locks the desk where IT wants it so', () => {
  expect(awayBy(policy, { ...here, isScreenLocked: true })).toBe('system')
  expect(awayBy({ ...policy, withScreen: false }, { ...here, isScreenLocked: true })).toBeNull()
})
