import { SearchReply, type SearchRequest } from '#shared/sync/search-protocol.ts'
import { say } from '#renderer/words/say.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'
import { serviceSaid } from './service-said.ts'

/** What the service found, or the sentence that says why it found nothing. */
export type ArchiveAnswer = SearchReply | { readonly sentence: string }

/** Searches the full text of messages in the service. Never rejects. */
export type SearchArchive = (request: SearchRequest) => Promise<ArchiveAnswer>

/** Asks with the session of whoever is signed in. */
export const archiveFrom =
  ({ token }: Session, serviceUrl: string): SearchArchive =>
  async (request) => {
    try {
      const response = await callService(serviceUrl, '/api/search', request, { token })
      const body: unknown = await response.json()
      if (response.ok) return SearchReply.parse(body)
      return { sentence: serviceSaid('archive', body) ?? say('archive.unexpected', { status: response.status }) }
    } catch {
      // What failed (no network, no answer in time, an answer of something in between) is no help to the agent.
      return { sentence: say('archive.offline') }
    }
  }
