import type { Case } from '#shared/domain/case.ts'
import { snippetOf } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'

/** By time; what happened in the same instant stays in the order of the source, each a millisecond after the one before. */
export function inOrder(messages: readonly Message[]): Message[] {
  let last = ''
  return [...messages]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((message) => {
      const at = message.at > last ? message.at : new Date(Date.parse(last) + 1).toISOString()
      last = at
      return at === message.at ? message : { ...message, at }
    })
}

/** What a case says of its thread. */
export type ThreadSummary = Pick<
  Case,
  'lastReplyId' | 'lastReplyAt' | 'lastReplyBy' | 'waitingSince' | 'messageCount' | 'snippet'
>

/** What a case with these messages, in their order, says of them. */
export function threadSummary(messages: readonly Message[], isOpen: boolean): ThreadSummary {
  const replies = messages.filter((message) => message.kind === 'reply')
  const last = replies.at(-1)
  const answered = replies.findLastIndex((message) => message.author.kind !== 'party')
  return {
    lastReplyId: last?.id ?? null,
    lastReplyAt: last?.at ?? null,
    lastReplyBy: last === undefined ? null : last.author.kind === 'party' ? 'party' : 'desk',
    // The first message of the party that no reply of the desk has followed.
    waitingSince: isOpen ? (replies[answered + 1]?.at ?? null) : null,
    messageCount: messages.length,
    snippet: snippetOf(messages.findLast((message) => message.kind !== 'event')?.text ?? ''),
  }
}
