import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Scope } from '#shared/audience.ts'
import type { SearchHit, SearchReply, SearchRequest } from '#shared/sync/search-protocol.ts'
import { asReader } from './sync/postgres-feed.ts'
import { type FoundMessage, messagesWith } from './sync/rows.ts'

interface Searching {
  readonly pool: Pool
  readonly held: readonly Scope[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Messages that are looked at in one go: some tens of milliseconds. */
  readonly stretch?: number
}

/** An answer has at most so many messages. */
const mostHits = 40
const usualStretch = 10_000
/** After so many milliseconds no further stretch is begun: whoever wants more asks on from there. */
const patienceMs = 1000

/** Letters of an excerpt before the word, where a row of the list still shows it, and in all. */
const lead = 16
const excerptLength = 160

/**
 * Looks for messages that have every word in them, the newest first, stretch by stretch and not for long: Thai and Chinese have no words
 * that an index could be made of, and an index of every three letters would make each message that is written dearer. As the role that
 * row-level security binds [S16].
 */
export function searchMessages(searching: Searching, asked: SearchRequest): Promise<SearchReply> {
  const { pool, held, now, stretch = usualStretch } = searching
  return asReader(pool, { held, clientId: randomUUID() }, async (client) => {
    const until = now() + patienceMs
    const hits: SearchHit[] = []
    let before = asked.before ?? null
    do {
      const limit = mostHits - hits.length
      const { found, last } = await messagesWith(client, { words: asked.words, before, scan: stretch, limit })
      hits.push(...found.map((message) => hitOf(message, asked.words)))
      // A full answer goes on after its last message, not after the stretch it came from.
      before = found.length === limit ? (found.at(-1)?.id ?? null) : last
    } while (before !== null && hits.length < mostHits && now() < until)
    return { hits, next: before }
  })
}

const hitOf = ({ id, parent, at, author, text }: FoundMessage, words: readonly string[]): SearchHit => ({
  caseId: parent,
  messageId: id,
  at,
  author,
  excerpt: excerptOf(text, words),
})

/** The text around the first of the words, on one line. */
function excerptOf(text: string, words: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const lower = line.toLowerCase()
  const places = words.map((word) => lower.indexOf(word.toLowerCase())).filter((at) => at !== -1)
  const from = Math.max(0, Math.min(...places, line.length) - lead)
  const cut = line.slice(from, from + excerptLength)
  // A cut through a surrogate pair would leave half a character.
  const whole = cut.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '')
  return `${from > 0 ? '…' : ''}${whole}${from + excerptLength < line.length ? '…' : ''}`
}
