import { say } from '#renderer/words/say.ts'
import type { FileState } from './attachment-files.ts'

/** How far a file is on its way to the service, in words. */
export function fileWords(state: FileState): string {
  switch (state.is) {
    case 'waiting':
      return say('attach.waiting')
    case 'uploading':
      return say('attach.uploading', { percent: Math.round(state.part * 100) })
    case 'failed':
      return state.sentence
  }
}
