import { expect, test } from 'vitest'
import { saidBy, statusItems } from '#renderer/features/agent-status/status-items.ts'

const find = statusItems('available')
const first = (query: string) => saidBy(find(query)[0]?.id ?? '')

test('every status is offered, and the one that holds is said to', () => {
  expect(find('').map(({ id }) => id)).toHaveLength(9)
  expect(find('')[0]).toMatchObject({ id: 'available', detail: 'now' })
})

// Catches a reason that is lost, or that makes the status not be found at all.
test.each([
  ['away', 'away', null],
  ['aw dentist until three', 'away', 'dentist until three'],
  ['off shift', 'offline', null],
  ['off shift  going home', 'offline', 'going home'],
  ['break 吃午饭', 'break', '吃午饭'],
])('what is typed after a status is the reason: “%s”', (typed, state, reason) => {
  expect(first(typed)).toEqual({ state, reason })
})

test('what names no status offers none', () => {
  expect(find('zzz dentist')).toEqual([])
  expect(saidBy('nothing at all')).toBeNull()
})

test('a reason is cut where it gets too long for its place', () => {
  expect(first(`away ${'x'.repeat(300)}`)?.reason).toHaveLength(200)
})
