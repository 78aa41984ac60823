import { expect, test } from 'vitest'
import { syncWords } from '#renderer/features/sync-status/sync-words.ts'
import type { SyncState } from '#renderer/workspace/workspace.ts'

const online: SyncState = {
  connection: 'online',
  since: Date.now(),
  isCaughtUp: true,
  lastSyncAt: Date.now(),
  download: null,
  ended: null,
  isServiceOlder: false,
  trouble: null,
}

// Catches "All synced" while something of the agent's is still on this computer only.
test('all is said to be synced only when nothing waits and everything was heard', () => {
  expect(syncWords(online, 0, 0)).toEqual({ tone: 'ok', words: 'All synced' })
  expect(syncWords(online, 3, 0).words).toBe('3 saved, sending')
  expect(syncWords({ ...online, isCaughtUp: false }, 0, 0).words).toBe('Catching up')
  expect(syncWords(online, 0, 1).words).toBe('1 not sent')
})

// Catches an outage that is not told, or what waits not being counted in it.
test('an outage says since when and what waits', () => {
  const since = new Date(2020, 10, 22, 10, 42).getTime()
  const offline: SyncState = { ...online, connection: 'offline', since }
  expect(syncWords(offline, 0, 0).words).toContain('10:42')
  expect(syncWords(offline, 3, 0).words).toMatch(/^Offline since .*10:42 · 3 saved, will send$/)
  expect(syncWords(offline, 3, 1).words).toMatch(/3 saved, will send · 1 not sent$/)
})

// Catches a first download that looks like an idle desk.
test('a first download says how far it is', () => {
  expect(syncWords({ ...online, download: { done: 512, total: 2048 } }, 0, 0).words).toBe('First download · 25 %')
})

// Catches an agent working on for hours after the session has ended without being told.
test('an ended session is told before anything else', () => {
  expect(syncWords({ ...online, connection: 'offline', ended: 'revoked' }, 2, 0)).toMatchObject({
    tone: 'bad',
    words: 'Signed out',
  })
})
