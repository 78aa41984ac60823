import type { PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'
import type { LastHeard } from './presence-relay.ts'
import type { SyncState } from './sync-line.ts'

/** What the windows of one agent on one computer tell each other. Hints only: whatever is lost is found on the disk [S12]. */
export type WindowHint =
  /** There is something new in the outbox, and something new in the cache. */
  | { readonly say: 'wrote' | 'kept' }
  /** How the window that leads stands; and a window that would like to know. */
  | { readonly say: 'stands'; readonly state: SyncState; readonly heard: LastHeard }
  | { readonly say: 'who-leads' }
  /** To the window that leads: try the network, fetch a thread, say what I look at. */
  | { readonly say: 'try-now' }
  | { readonly say: 'fetch-thread'; readonly caseId: string }
  | { readonly say: 'present'; readonly said: PresenceSaid }
  /** From it: what the service told of presence. */
  | { readonly say: 'presence'; readonly told: PresenceTold }

/** Carries hints to the other windows of this agent on this computer. */
export interface WindowChannel {
  post(hint: WindowHint): void
  /** Hears the hints of the others. Answers how to stop listening. */
  listen(listener: (hint: WindowHint) => void): () => void
  close(): void
}

/** The channel of the browser. Windows of one origin share it, of one build and of the next: an unknown hint is passed over. */
export function browserChannel(name: string): WindowChannel {
  const channel = new BroadcastChannel(name)
  return {
    post: (hint) => channel.postMessage(hint),
    listen: (listener) => {
      const hear = ({ data }: MessageEvent<unknown>): void => {
        if (typeof data === 'object' && data !== null && 'say' in data) listener(data as WindowHint)
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
    close: () => channel.close(),
  }
}
