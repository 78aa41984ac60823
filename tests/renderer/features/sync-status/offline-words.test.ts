import { expect, test } from 'vitest'
import { offlineWords } from '#renderer/features/sync-status/offline-words.ts'
import { silentState } from '#renderer/sync/sync-line.ts'

const offline = silentState(Date.parse('2026-11-22T07:00:00.000Z'), null)

// Catches an agent who looks for the network while it is the disk that is full or somebody in between, or who is told of an outage after signing out.
test('a banner says why nothing comes in: no connection, a wrong certificate, an older service, or a full disk', () => {
  expect(offlineWords(offline, false)).toBe('offline.banner')
  expect(offlineWords({ ...offline, trouble: 'pull: busy' }, false)).toBe('offline.banner')
  expect(offlineWords({ ...offline, trouble: 'QuotaExceededError: Encountered full disk' }, false)).toBe(
    'offline.full-disk',
  )
  expect(offlineWords({ ...offline, isServiceOlder: true }, false)).toBe('offline.older-service')
  expect(offlineWords(offline, true)).toBe('offline.wrong-certificate')
  expect(offlineWords({ ...offline, connection: 'online' }, true)).toBeNull()
  expect(offlineWords({ ...offline, ended: 'revoked' }, false)).toBeNull()
  expect(offlineWords({ ...offline, connection: 'online' }, false)).toBeNull()
})
