import type { UpdateState } from '#shared/update/update-state.ts'
import { say, sayAt } from '#renderer/words/say.ts'

/** How updates stand, as one sentence. */
export function updateWords(state: UpdateState): string {
  switch (state.is) {
    case 'off':
      return say(`updates.off-${state.why}`)
    case 'not-asked':
      return say('updates.not-asked')
    case 'nothing':
      return say(`updates.nothing-${state.why}`, { at: sayAt(state.at) })
    case 'loading':
      return say('updates.loading', { version: state.version })
    case 'ready':
      return say('updates.waits', { version: state.version })
    case 'refused':
      return say(`updates.refused-${state.why}`, { version: state.version ?? '' })
    case 'failed':
      return say(`updates.${state.why}`, { at: sayAt(state.at) })
  }
}
