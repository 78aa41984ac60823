import { expect, test } from 'vitest'
import {
  clockSentence,
  connectionSentence,
  hereSentences,
  lastSyncSentence,
  placesSentence,
  waitingSentence,
} from '#renderer/features/sync-status/health-words.ts'
import type { SyncState } from '#renderer/workspace/workspace.ts'

const since = new Date(2020, 10, 22, 10, 42).getTime()
const online: SyncState = {
  connection: 'online',
  since,
  isCaughtUp: true,
  lastSyncAt: since,
  download: null,
  ended: null,
  isServiceOlder: false,
  trouble: null,
}

// Catches a page that says "connected" of a session that is over, or does not say since when nothing goes out.
test('the connection is told with since when', () => {
  expect(connectionSentence(online)).toMatch(/^Connected since .*10:42\.$/)
  expect(connectionSentence({ ...online, connection: 'offline' })).toMatch(/^No connection since .*10:42/)
  expect(connectionSentence({ ...online, connection: 'offline', isServiceOlder: true })).toContain(
    'older than this window',
  )
  expect(connectionSentence({ ...online, ended: 'revoked' })).toContain('Sign in again')
  expect(lastSyncSentence({ ...online, lastSyncAt: null })).toBe('This computer has not had everything yet.')
})

// Catches numbers made up before they are known, and a browser that gave no promise told as one that did.
test('what is on this computer is told as far as it is known', () => {
  expect(hereSentences(1, null, null)).toEqual(['1 case.'])
  const room = { usage: 184_300_000, quota: 6_020_000_000 }
  expect(
    hereSentences(
      1200,
      { threads: 900, room, limited: { bytes: 48_000_000, most: 50_000_000 }, isPromised: true },
      2_000_000_000,
    ),
  ).toEqual([
    '1,200 cases, 900 threads to read without a network.',
    '184\u00a0MB of the 6.02\u00a0GB that may be used here.',
    'Messages and SOPs take 48\u00a0MB of the 50\u00a0MB that IT allows.',
    '2\u00a0GB of the disk are free.',
    'It stays also when the disk runs full.',
  ])
  expect(hereSentences(1, { threads: 0, room: null, limited: null, isPromised: false }, null)).toHaveLength(2)
})

// Catches an age that is told of an empty outbox, and a clock told to be wrong because an answer took a while.
test('since when the oldest step waits, and how the clock stands, are told where there is something to tell', () => {
  expect(waitingSentence(0, 0, undefined)).toBe('Nothing waits.')
  expect(waitingSentence(2, 0, new Date(since).toISOString())).toMatch(
    /^2 steps wait\. The oldest waits since .*10:42\.$/,
  )
  expect(clockSentence(null)).toBe('The service has not said the time yet.')
  expect(clockSentence(-1900)).toContain('agree on the time')
  expect(clockSentence(90_400)).toContain('90 seconds behind the service')
  expect(clockSentence(-3_000)).toContain('3 seconds ahead of the service')
})

// Catches "kept in two places" said of what the disk refused.
test('[S9] where what is written lies is told as it is', () => {
  const calm = { incidents: [], isTwice: true, isCrowded: false, unsafe: 0, isBehind: false }
  expect(placesSentence(calm)).toContain('two places')
  expect(placesSentence({ ...calm, isTwice: false })).toContain('one place only')
  expect(placesSentence({ ...calm, unsafe: 1 })).toMatch(/^1 step is in this window alone/)
})
