import { plainText } from '../../../src/renderer/search/plain-text.ts'
import type { Said } from '../../../src/shared/insight/case-so-far.ts'
import type { Comment, Ticket } from './judged-data.ts'

const textOf = ({ body, html_body }: Comment): string => body ?? plainText(html_body ?? '', 'html')

/** The first `count` comments of a ticket as a thread; `macroOf` tells which macro a comment was written with. */
export const saidOf = (
  { comments, requester_id }: Ticket,
  count: number,
  agents: ReadonlySet<number>,
  macroOf: (commentId: number) => string | null = () => null,
): Said[] =>
  comments.slice(0, count).map((comment) => ({
    by: byOf(comment, requester_id, agents),
    text: textOf(comment),
    macroId: macroOf(comment.id),
  }))

function byOf(
  { author_id, public: isPublic }: Comment,
  requesterId: number | null,
  agents: ReadonlySet<number>,
): Said['by'] {
  if (!isPublic) return 'note'
  if (author_id === requesterId || author_id === null) return 'party'
  return agents.has(author_id) ? 'desk' : 'party'
}
