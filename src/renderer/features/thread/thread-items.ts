import type { Row } from '#shared/tables.ts'
import type { OutboxEntry, ParkedEntry } from '#renderer/workspace/workspace.ts'

type Message = Row<'messages'>

/** One line of the thread on the screen. */
export type ThreadItem =
  | { readonly kind: 'day'; readonly id: string; readonly at: string }
  | { readonly kind: 'message'; readonly id: string; readonly message: Message }
  | { readonly kind: 'parked'; readonly id: string; readonly entry: ParkedEntry }
  | { readonly kind: 'blocked'; readonly id: string; readonly entry: OutboxEntry }

const dayOf = (at: string): string => new Date(at).toDateString()

/** Messages with a line where a day begins, then what was refused or will be, since it belongs below all that came before it. */
export function threadItems(
  messages: readonly Message[],
  parked: readonly ParkedEntry[],
  blocked: readonly OutboxEntry[],
): ThreadItem[] {
  const items: ThreadItem[] = []
  let day = ''
  for (const message of messages) {
    if (dayOf(message.at) !== day) {
      day = dayOf(message.at)
      items.push({ kind: 'day', id: `day ${day}`, at: message.at })
    }
    items.push({ kind: 'message', id: message.id, message })
  }
  return [
    ...items,
    ...parked.map((entry) => ({ kind: 'parked' as const, id: entry.opId, entry })),
    ...blocked.map((entry) => ({ kind: 'blocked' as const, id: entry.opId, entry })),
  ]
}

/** Whether the arrows stop at it: at what somebody wrote, not at what happened between. */
export const isStop = (item: ThreadItem): boolean =>
  item.kind === 'message' ? item.message.kind !== 'event' : item.kind !== 'day'

const lettersPerLine = 72

/** About how high a line is before it is measured, in pixels at the usual text size: close enough that the scrollbar does not jump. */
export function estimatedHeight(item: ThreadItem): number {
  if (item.kind === 'day') return 28
  if (item.kind !== 'message') return 132
  const { message } = item
  if (message.kind === 'event') return 28
  const lines = message.text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lettersPerLine)), 0)
  return 56 + lines * 20 + (message.attachments?.length ?? 0) * 34
}
