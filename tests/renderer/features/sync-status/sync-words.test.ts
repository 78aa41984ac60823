import { expect, test } from 'vitest'
import { type Standing, syncWords } from '#renderer/features/sync-status/sync-words.ts'
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

const standing = (saved: number, refused: number): Standing => ({ saved, unsaved: 0, refused })

// Catches "All synced" while something of the agent's is still on this computer only.
test('all is said to be synced only when nothing waits and everything was heard', () => {
  expect(syncWords(online, standing(0, 0))).toEqual({ tone: 'ok', words: 'All synced' })
  expect(syncWords(online, standing(3, 0)).words).toBe('3 saved, sending')
  expect(syncWords({ ...online, isCaughtUp: false }, standing(0, 0)).words).toBe('Catching up')
  expect(syncWords(online, standing(0, 1)).words).toBe('1 not sent')
})

// Catches an outage that is not told, or what waits not being counted in it.
test('an outage says since when and what waits', () => {
  const since = new Date(2020, 10, 22, 10, 42).getTime()
  const offline: SyncState = { ...online, connection: 'offline', since }
  expect(syncWords(offline, standing(0, 0)).words).toContain('10:42')
  expect(syncWords(offline, standing(3, 0)).words).toMatch(/^Offline since .*10:42 · 3 saved, will send$/)
  expect(syncWords(offline, standing(3, 1)).words).toMatch(/3 saved, will send · 1 not sent$/)
})

// Catches "9 saved, will send" while a full disk has taken none of them.
test('what is not on the disk is not called saved, and keeps the desk from saying that all is synced', () => {
  const unsaved: Standing = { saved: 0, unsaved: 2, refused: 0 }
  expect(syncWords(online, unsaved)).toEqual({ tone: 'busy', words: 'Sending' })
  expect(syncWords({ ...online, connection: 'connecting' }, unsaved).words).toBe('Connecting')
  expect(syncWords({ ...online, connection: 'connecting' }, { ...unsaved, saved: 3 }).words).toBe(
    'Connecting · 3 saved, will send',
  )
  expect(syncWords({ ...online, connection: 'offline' }, { ...unsaved, saved: 1 }).words).toMatch(/1 saved, will send$/)
})

// Catches a first download that looks like an idle desk.
test('a first download says how far it is', () => {
  expect(syncWords({ ...online, download: { done: 512, total: 2048 } }, standing(0, 0)).words).toBe(
    'First download · 25 %',
  )
})

// Catches an agent working on for hours after the session has ended without being told.
test('an ended session is told before anything else', () => {
  expect(syncWords({ ...online, connection: 'offline', ended: 'revoked' }, standing(2, 0))).toMatchObject({
    tone: 'bad',
    words: 'Signed out',
  })
})
