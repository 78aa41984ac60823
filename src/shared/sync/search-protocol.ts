import { z } from 'zod'
import { Id, Instant } from '../domain/base.ts'

/** `POST /api/search`: messages that have every one of these words in them, the newest first. */
export const SearchRequest = z.strictObject({
  words: z.array(z.string().trim().min(1).max(100)).min(1).max(8),
  /** Where an earlier answer stopped. */
  before: Id.optional(),
})
export type SearchRequest = z.infer<typeof SearchRequest>

/** A message that has the words, and a stretch of it around the first of them. */
export const SearchHit = z.object({
  caseId: Id,
  messageId: Id,
  at: Instant,
  author: z.string(),
  excerpt: z.string(),
})
export type SearchHit = z.infer<typeof SearchHit>

/** `next`: from where to search on; null: everything was searched. */
export const SearchReply = z.object({ hits: z.array(SearchHit), next: Id.nullable() })
export type SearchReply = z.infer<typeof SearchReply>
