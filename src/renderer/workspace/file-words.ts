import { say } from '#renderer/words/say.ts'
import type { FileState } from './attachment-files.ts'

/** Whether the agent has to do something about a file. */
export const isAmiss = ({ is }: FileState): boolean => is === 'failed' || is === 'gone'

/** How far a file is on its way to the service, in words. */
export function fileWords(state: FileState): string {
  switch (state.is) {
    case 'waiting':
      return say('attach.waiting')
    case 'uploading':
      return say('attach.uploading', { percent: Math.round(state.part * 100) })
    case 'failed':
    case 'gone':
      return state.sentence
  }
}
