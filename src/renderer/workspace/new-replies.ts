import type { Row } from '#shared/tables.ts'

/**
 * The replies that came after the one an agent had last seen, oldest first; `messages` in the order of the thread. One that was taken back since
 * is still known by its place.
 */
export const newReplies = (messages: readonly Row<'messages'>[], afterReplyId: string | null): Row<'messages'>[] =>
  messages.slice(messages.findIndex(({ id }) => id === afterReplyId) + 1).filter(({ kind }) => kind === 'reply')
