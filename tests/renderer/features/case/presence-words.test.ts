import { expect, test } from 'vitest'
import { hereWords, othersOn, presenceWords } from '#renderer/features/case/presence-words.ts'
import type { PresenceTold } from '#shared/sync/protocol.ts'
import { idOf, someInstant } from '#tests/builders.ts'

const start = Date.parse(someInstant)
const heard = { at: start, leaseMs: null, aheadMs: 0 }
const nameOf = (id: string): string => ({ [idOf(1)]: 'Ana', [idOf(2)]: 'Ben', [idOf(3)]: '王小明' })[id] ?? 'Somebody'
const agent = (n: number, more: Partial<PresenceTold['agents'][number]> = {}) => ({
  agentId: idOf(n),
  isTyping: false,
  isHere: true,
  seenAt: someInstant,
  ...more,
})
const on = (agents: PresenceTold['agents'], isOffline = false, now = start, how = heard) =>
  presenceWords(othersOn({ caseId: idOf(8), agents }, { heard: how, isOffline, nameOf }, now), now)

test('typing comes before viewing, and viewing before those who were seen', () => {
  const agents = [agent(1, { isHere: false }), agent(2), agent(3, { isTyping: true })]
  expect(on(agents, false, start + 42_000)).toBe('王小明 is typing… · Ben is viewing · Ana, seen 40 s ago')
})

test('several are named as far as there is room', () => {
  expect(on([agent(1), agent(2)])).toBe('Ana and Ben are viewing')
  expect(on([agent(1), agent(2), agent(3)])).toBe('Ana and 2 others are viewing')
})

// Catches "Ana is viewing" on a screen that has heard nothing for an hour.
test('without a connection everyone was seen when the service was last heard of', () => {
  expect(on([agent(1, { isTyping: true })], true, start + 3 * 60_000)).toBe('Ana, seen 3 min ago')
  expect(on([agent(1)], true, start + 10 * 60_000)).toBe('')
})

// Catches ages by a computer whose clock is wrong.
test('an age is worked out by the service’s clock', () => {
  const ahead = { ...heard, aheadMs: 60 * 60_000 }
  const seenAt = new Date(start + 60 * 60_000).toISOString()
  expect(on([agent(1, { isHere: false, seenAt })], false, start + 30_000, ahead)).toBe('Ana, seen 30 s ago')
})

// Catches a screen reader that is told the age anew every few seconds.
test('what is read out has no ages', () => {
  const others = othersOn(
    { caseId: idOf(8), agents: [agent(1, { isHere: false }), agent(2)] },
    { heard, isOffline: false, nameOf },
    start,
  )
  expect(hereWords(others)).toBe('Ben is viewing')
})
