import type { SyncState } from '#renderer/workspace/workspace.ts'
import type { WordKey } from '#renderer/words/say.ts'

// As browsers and the desktop name it. A connection is given up where what came over it cannot be kept.
const fullDisk = /quota|disk-full|disk-failed|no.?space/i

/** What the banner says while nothing comes in and nothing goes out, or null. `isRefused`: the service's address is answered under a wrong certificate. */
export function offlineWords(
  { connection, ended, isServiceOlder, trouble }: SyncState,
  isRefused: boolean,
): WordKey | null {
  if (connection !== 'offline' || ended !== null) return null
  if (isRefused) return 'offline.wrong-certificate'
  if (isServiceOlder) return 'offline.older-service'
  return trouble !== null && fullDisk.test(trouble) ? 'offline.full-disk' : 'offline.banner'
}
