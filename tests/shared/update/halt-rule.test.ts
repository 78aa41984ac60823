import { expect, test } from 'vitest'
import { type RingFigures, haltReason } from '#shared/update/halt-rule.ts'

const calm: RingFigures = { desks: 100, hours: 800, crashes: 4, lateDesks: 1 }
const none: RingFigures = { desks: 0, hours: 0, crashes: 0, lateDesks: 0 }

test('a version that does as the others do is let out further', () => {
  expect(haltReason(calm, calm)).toBeNull()
  expect(haltReason(calm, none)).toBeNull()
  expect(haltReason(none, calm)).toBeNull()
})

// Catches a rule that waits for a hundred desks to crash, one that halts at the first crash of the first desk, and one that divides by nothing.
test('crashes halt it from the third on, where they come more than twice as often as with the others', () => {
  const at = (crashes: number, hours: number): string | null =>
    haltReason({ ...none, desks: 10, crashes, hours }, { ...calm, crashes: 16 })
  // The others: 0.02 an hour.
  expect(at(2, 1)).toBeNull()
  expect(at(3, 75)).toBeNull()
  expect(at(3, 74)).toBe('3 crashes in 74 hours, 0.041 an hour; 0.020 is usual.')
  expect(haltReason({ ...none, desks: 3, crashes: 3 }, none)).not.toBeNull()
})

test('desks that cannot send halt it from the third on, where their share is more than twice that of the others', () => {
  const at = (lateDesks: number, others = calm): string | null => haltReason({ ...calm, lateDesks }, others)
  expect(at(4)).toBeNull()
  expect(at(5)).toBe('5 of 100 desks could not send for 15 minutes; 2.0 % is usual.')
  // A bad day of the service is one for all versions.
  expect(at(40, { ...calm, lateDesks: 30 })).toBeNull()
  expect(haltReason({ ...none, desks: 2, hours: 10, lateDesks: 2 }, none)).toBeNull()
})
