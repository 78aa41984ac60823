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

/** How much is on this computer; of what takes time to count nothing until it is counted. */
export function hereSentences(cases: number, here: KeptHere | null): readonly string[] {
  if (here === null) return [say('health.counting', { cases })]
  const { threads, room, isPromised } = here
  return [
    say('health.rows', { cases, threads }),
    ...(room === null ? [] : [say('health.room', { used: sayBytes(room.usage), allowed: sayBytes(room.quota) })]),
    say(isPromised ? 'health.promised' : 'health.not-promised'),
  ]
}

/** In how many places lies what the agent writes. */
export function placesSentence({ unsafe, isTwice }: Keeping): string {
  if (unsafe > 0) return say('health.unsafe-count', { n: unsafe })
  return say(isTwice ? 'health.twice' : 'health.once')
}
