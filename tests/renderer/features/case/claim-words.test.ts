import { expect, test } from 'vitest'
import { type ClaimView, claimWords, isCounting, sayLeft } from '#renderer/features/case/claim-words.ts'
import { idOf, someInstant } from '#tests/builders.ts'

const me = idOf(1)
const ana = idOf(2)
const start = Date.parse(someInstant)
const mine: ClaimView = {
  row: { assigneeId: me, claim: { agentId: me, at: someInstant } },
  meId: me,
  isOffline: false,
  isWaiting: false,
  heard: { at: start, leaseMs: 120_000, aheadMs: 0 },
  told: null,
}
const anas: ClaimView = {
  ...mine,
  row: { assigneeId: ana, claim: { agentId: ana, at: someInstant } },
  told: { caseId: idOf(8), agents: [], lease: { agentId: ana, until: new Date(start + 60_000).toISOString() } },
}
const words = (view: ClaimView, now = start): string | undefined => claimWords(view, now)?.text

test('what is left is said in minutes and seconds, and never less than none', () => {
  expect([100_000, 99_001, 60_000, 5000, 1, -7].map(sayLeft)).toEqual(['1:40', '1:40', '1:00', '0:05', '0:01', '0:00'])
})

// Catches a countdown that promises more than the service keeps.
test('without a connection a claim counts down from when the service was last heard of', () => {
  const offline = { ...mine, isOffline: true }
  expect(words(offline, start + 20_000)).toBe('yours for 1:40 more, then it returns to the queue')
  expect(isCounting(offline)).toBe(true)
  expect(words(offline, start + 120_000)).toContain('may be with someone else by now')
})

test('after a restart without a connection nothing is promised', () => {
  const restarted = { ...mine, isOffline: true, heard: { at: null, leaseMs: null, aheadMs: 0 } }
  expect(words(restarted)).toContain('may be with someone else by now')
})

test('a claim that the service has not heard of is said to wait', () => {
  expect(words({ ...mine, isOffline: true, isWaiting: true })).toBe(
    'taken on this computer; the service decides when it is back',
  )
})

test('with a connection a claim needs no words, nor does a case that was given by name', () => {
  expect(words(mine)).toBeUndefined()
  expect(words({ ...mine, isOffline: true, row: { assigneeId: me, claim: null } })).toBeUndefined()
})

// Catches a countdown by this computer's clock where it is wrong.
test('a colleague’s claim counts down by the service’s clock', () => {
  expect(words(anas, start + 20_000)).toBe('not connected, returns to the queue in 0:40')
  const slow = { ...anas, heard: { ...anas.heard, aheadMs: 30_000 } }
  expect(words(slow, start)).toBe('not connected, returns to the queue in 0:30')
  expect(words(anas, start + 61_000)).toBe('not connected, returns to the queue now')
  expect(isCounting(anas)).toBe(true)
})

test('a lease of somebody who has the case no longer says nothing', () => {
  expect(words({ ...anas, row: { assigneeId: idOf(3), claim: null } })).toBeUndefined()
})
