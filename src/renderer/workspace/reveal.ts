import { RevealReply, type RevealRequest } from '#shared/sync/reveal-protocol.ts'
import { say } from '#renderer/words/say.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'
import { serviceSaid } from './service-said.ts'

/** A value to be shown and forgotten, or the sentence that says why there is none. */
export type Revealed = { readonly value: string } | { readonly sentence: string }

/** Asks the service for a value behind a mask. Never rejects. Whoever calls keeps the value nowhere but on the screen. */
export type Reveal = (request: RevealRequest) => Promise<Revealed>

/** Asks with the session of whoever is signed in. */
export const revealFrom =
  ({ token }: Session, serviceUrl: string): Reveal =>
  async (request) => {
    try {
      const response = await callService(serviceUrl, '/api/reveal', request, { token })
      const body: unknown = await response.json()
      if (response.ok) return RevealReply.parse(body)
      return { sentence: serviceSaid('detail', body) ?? say('reveal.unexpected', { status: response.status }) }
    } catch {
      // What failed (no network, no answer in time, an answer of something in between) is no help to the agent.
      return { sentence: say('reveal.offline') }
    }
  }
