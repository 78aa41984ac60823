import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import type { OutboxEntry, ParkedEntry } from '#renderer/workspace/workspace.ts'

/** A text that an agent wrote and that was not taken. */
export interface HeldText {
  readonly kind: 'reply' | 'note'
  readonly text: string
  readonly afterReplyId: string | null
  readonly macroId: string | null
  readonly status: ArgsOf<'case.reply'>['status']
}

/** The text in a mutation that writes one, or null. Arguments were checked against their schema when the mutation was named. */
export function heldText(entry: OutboxEntry | ParkedEntry, isNoteMacro: (macroId: string) => boolean): HeldText | null {
  const { name, args } = entry
  if (name === 'case.reply') {
    const { text, afterReplyId, status } = args as ArgsOf<'case.reply'>
    return { kind: 'reply', text, afterReplyId, macroId: null, status }
  }
  if (name === 'case.note') {
    return { kind: 'note', text: (args as ArgsOf<'case.note'>).text, afterReplyId: null, macroId: null, status: undefined }
  }
  if (name !== 'macro.apply') return null
  const { text, afterReplyId, macroId } = args as ArgsOf<'macro.apply'>
  return { kind: isNoteMacro(macroId) ? 'note' : 'reply', text, afterReplyId, macroId, status: undefined }
}
