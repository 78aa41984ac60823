import type { Row } from '#shared/tables.ts'

/** The replies that came after the one an agent had last seen, oldest first; `messages` in the order of the thread. */
export function newReplies(messages: readonly Row<'messages'>[], afterReplyId: string | null): Row<'messages'>[] {
  const replies = messages.filter(({ kind }) => kind === 'reply')
  return replies.slice(replies.findIndex(({ id }) => id === afterReplyId) + 1)
}
