import type { SyncState } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'

/** How things stand with the service, as words and a tone. */
export interface SyncWords {
  readonly tone: 'ok' | 'warn' | 'bad' | 'busy'
  readonly words: string
}

/** What the pill in the bar says. `waiting`: saved and not yet answered for; `refused`: not sent until the agent decides. */
export function syncWords(sync: SyncState, waiting: number, refused: number): SyncWords {
  const state = connectionWords(sync, waiting)
  if (refused === 0) return state
  const words =
    state.tone === 'ok'
      ? say('sync.refused', { n: refused })
      : say('sync.with-refused', { state: state.words, n: refused })
  return { tone: 'bad', words }
}

function connectionWords(sync: SyncState, waiting: number): SyncWords {
  if (sync.ended !== null) return { tone: 'bad', words: say('sync.ended') }
  if (sync.connection === 'offline') {
    const at = sayAt(sync.since)
    return {
      tone: 'warn',
      words: waiting === 0 ? say('sync.offline', { at }) : say('sync.offline-waiting', { at, n: waiting }),
    }
  }
  if (sync.download !== null) {
    const { done, total } = sync.download
    return {
      tone: 'busy',
      words: say('sync.downloading', { percent: total === 0 ? 0 : Math.floor((done / total) * 100) }),
    }
  }
  if (sync.connection === 'connecting') {
    return {
      tone: 'busy',
      words: waiting === 0 ? say('sync.connecting') : say('sync.connecting-waiting', { n: waiting }),
    }
  }
  if (waiting > 0) return { tone: 'busy', words: say('sync.saving', { n: waiting }) }
  return sync.isCaughtUp
    ? { tone: 'ok', words: say('sync.all-synced') }
    : { tone: 'busy', words: say('sync.catching-up') }
}
