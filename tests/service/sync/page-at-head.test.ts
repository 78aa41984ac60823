import { expect, test } from 'vitest'
import { audienceMark, pageAtHead, writeCursor } from '#service/sync/change-feed.ts'

const held = ['q:manila']
const now = { epoch: 'e1', head: 40, oldest: 10 }
const cursor = (set: Partial<{ epoch: string; number: number; audience: string }> = {}): string =>
  writeCursor({ epoch: 'e1', number: 40, audience: audienceMark(held), ...set })

test('[S6] a window that stands at the head is told that it has everything', () => {
  const at = cursor()
  expect(pageAtHead({ held }, at, now)).toEqual({ base: at, to: at, isLast: true, changes: [], results: [] })
})

// Catches: a window that is told it has everything although it is behind, of another history, or holds other rights [S14][S17][S23].
test.each([
  ['behind', cursor({ number: 39 })],
  ['ahead', cursor({ number: 41 })],
  ['of another history', cursor({ epoch: 'e0' })],
  ['of another audience', cursor({ audience: audienceMark(['q:lumpur']) })],
  ['no cursor', 'nonsense'],
])('whoever is %s has to be answered in full', (_what, asked) => {
  expect(pageAtHead({ held }, asked, now)).toBeNull()
})
