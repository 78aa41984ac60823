import type { Attachment } from '#shared/domain/attachment.ts'
import type { OutboxEntry, ParkedEntry } from '#renderer/workspace/workspace.ts'

/** A text that an agent wrote and that was not taken. */
export interface HeldText {
  readonly kind: 'reply' | 'note'
  readonly text: string
  readonly afterReplyId: string | null
  readonly macroId: string | null
  /** To whom it was written; empty: to the case's own party. */
  readonly partyIds: readonly string[]
  readonly attachments: readonly Attachment[]
}

// Arguments were checked against their schema when the mutation was named.
type WrittenArgs = Pick<HeldText, 'text'> & Partial<Omit<HeldText, 'text' | 'kind'>>

/** The text in a mutation that writes one, or null. */
export function heldText(entry: OutboxEntry | ParkedEntry, isNoteMacro: (macroId: string) => boolean): HeldText | null {
  if (entry.name !== 'case.reply' && entry.name !== 'case.note' && entry.name !== 'macro.apply') return null
  const { text, afterReplyId = null, macroId = null, partyIds = [], attachments = [] } = entry.args as WrittenArgs
  const isNote = entry.name === 'case.note' || (macroId !== null && isNoteMacro(macroId))
  return { kind: isNote ? 'note' : 'reply', text, afterReplyId, macroId, partyIds, attachments }
}
