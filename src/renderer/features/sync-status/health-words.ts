import type { KeptHere, Keeping, SyncState } from '#renderer/workspace/workspace.ts'
import { say, sayAt, sayBytes } from '#renderer/words/say.ts'

/** How the connection stands and since when, as a sentence. */
export function connectionSentence({ ended, connection, isServiceOlder, since }: SyncState): string {
  if (ended !== null) return say('health.ended')
  const at = sayAt(since)
  if (connection === 'offline' && isServiceOlder) return say('health.service-older', { at })
  return say(`health.${connection}`, { at })
}

/** When everything was here last. */
export const lastSyncSentence = ({ lastSyncAt }: SyncState): string =>
  lastSyncAt === null ? say('health.not-synced') : say('health.synced', { at: sayAt(lastSyncAt) })

/** What waits, and since when the oldest of it does. `oldestAt`: an instant. */
export function waitingSentence(waiting: number, refused: number, oldestAt: string | undefined): string {
  const waits = say('health.waits', { n: waiting, refused })
  return oldestAt === undefined ? waits : `${waits} ${say('health.oldest', { at: sayAt(oldestAt) })}`
}

/** Less than this is said as none, in milliseconds: a connection takes as long to say the time. */
const clockSlackMs = 2000

/** How this computer's clock stands to the service's, by how many milliseconds that one is ahead; null: never heard of. */
export function clockSentence(aheadMs: number | null): string {
  if (aheadMs === null) return say('health.clock-unknown')
  const n = Math.round(Math.abs(aheadMs) / 1000)
  if (Math.abs(aheadMs) < clockSlackMs) return say('health.clock-right')
  return say(aheadMs > 0 ? 'health.clock-behind' : 'health.clock-ahead', { n })
}

/** How much is on this computer; of what takes time to count nothing until it is counted. `freeBytes`: on the whole disk, where that is known. */
export function hereSentences(cases: number, here: KeptHere | null, freeBytes: number | null): readonly string[] {
  if (here === null) return [say('health.counting', { cases })]
  const { threads, room, limited, isPromised } = here
  return [
    say('health.rows', { cases, threads }),
    ...(room === null ? [] : [say('health.room', { used: sayBytes(room.usage), allowed: sayBytes(room.quota) })]),
    ...(limited === null
      ? []
      : [say('health.limited', { used: sayBytes(limited.bytes), allowed: sayBytes(limited.most) })]),
    ...(freeBytes === null ? [] : [say('health.free', { free: sayBytes(freeBytes) })]),
    say(isPromised ? 'health.promised' : 'health.not-promised'),
  ]
}

/** In how many places lies what the agent writes. */
export function placesSentence({ unsafe, isTwice }: Keeping): string {
  if (unsafe > 0) return say('health.unsafe-count', { n: unsafe })
  return say(isTwice ? 'health.twice' : 'health.once')
}
