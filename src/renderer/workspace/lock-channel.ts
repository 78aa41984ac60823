import { z } from 'zod'
import { LockedBy } from './saved-session.ts'

const Said = z.discriminatedUnion('say', [
  z.object({ say: z.literal('locked'), agentId: z.string(), by: LockedBy }),
  z.object({ say: z.literal('unlocked'), agentId: z.string() }),
])
type Said = z.infer<typeof Said>

/** Tells the other windows of this browser that an agent's desk was locked, or opened again. */
export interface LockChannel {
  post(said: Said): void
  /** Answers how to stop listening. */
  listen(heard: (said: Said) => void): () => void
}

let channel: BroadcastChannel | null = null
const ours = (): BroadcastChannel => (channel ??= new BroadcastChannel('tierdesk-lock'))

/** One for the window: it outlives the desk, because a locked window listens too. */
export const lockChannel: LockChannel = {
  post: (said) => ours().postMessage(said),
  listen: (heard) => {
    const hear = ({ data }: MessageEvent<unknown>): void => {
      // A window of another build may say something else.
      const said = Said.safeParse(data)
      if (said.success) heard(said.data)
    }
    ours().addEventListener('message', hear)
    return () => ours().removeEventListener('message', hear)
  },
}
