import type { SyncState, Workspace } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'

/** How things stand with the service, as words and a tone. */
export interface SyncWords {
  readonly tone: 'ok' | 'warn' | 'bad' | 'busy'
  readonly words: string
}

/** How many steps stand where. */
export interface Standing {
  /** Safe on this computer, not yet answered for by the service. */
  readonly saved: number
  /** Being saved, or refused by the disk: of those the banner about safekeeping tells. */
  readonly unsaved: number
  /** Not sent until the agent decides. */
  readonly refused: number
}

/** How many of the agent's steps stand where, in this window. */
export function standingOf(workspace: Workspace): Standing {
  const waiting = workspace.waiting()
  const saved = waiting.filter(({ opId }) => workspace.isSaved(opId)).length
  return { saved, unsaved: waiting.length - saved, refused: workspace.parked().length }
}

/** What the pill in the bar says. */
export function syncWords(sync: SyncState, { saved, unsaved, refused }: Standing): SyncWords {
  const state = connectionWords(sync, saved, unsaved)
  if (refused === 0) return state
  const words =
    state.tone === 'ok'
      ? say('sync.refused', { n: refused })
      : say('sync.with-refused', { state: state.words, n: refused })
  return { tone: 'bad', words }
}

function connectionWords(sync: SyncState, saved: number, unsaved: number): SyncWords {
  if (sync.ended !== null) return { tone: 'bad', words: say('sync.ended') }
  if (sync.connection === 'offline') {
    const at = sayAt(sync.since)
    return {
      tone: 'warn',
      words: saved === 0 ? say('sync.offline', { at }) : say('sync.offline-waiting', { at, n: saved }),
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
      words: saved === 0 ? say('sync.connecting') : say('sync.connecting-waiting', { n: saved }),
    }
  }
  if (saved > 0) return { tone: 'busy', words: say('sync.saving', { n: saved }) }
  if (unsaved > 0) return { tone: 'busy', words: say('sync.sending') }
  return sync.isCaughtUp
    ? { tone: 'ok', words: say('sync.all-synced') }
    : { tone: 'busy', words: say('sync.catching-up') }
}
