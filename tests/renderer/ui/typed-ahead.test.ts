import { expect, test } from 'vitest'
import { takeTypedAhead, typeAhead } from '#renderer/ui/typed-ahead.ts'

// Catches: what was typed for one field standing in the next, or keys after Enter that change what Enter was for.
test('what is typed ahead is taken once, up to Enter', () => {
  for (const key of ['S', 'o', 'p', 'x', 'Backspace', 'ArrowDown', 'Enter', 'j', 'Backspace']) typeAhead(key)
  expect(takeTypedAhead()).toEqual({ text: 'Sop', isEntered: true })
  expect(takeTypedAhead()).toEqual({ text: '', isEntered: false })
})
