import { clsx } from 'clsx'
import { type KeyboardEvent, type RefObject, useId } from 'react'
import type { CaseParty } from '#shared/domain/case.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import type { Row } from '#shared/tables.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { BoundMacro } from './bound-macro.tsx'
import { ComposerFiles } from './composer-files.tsx'
import { MarkedTextArea } from './marked-text-area.tsx'
import { MentionList } from './mention-list.tsx'
import type { AfterSending } from './send-writing.ts'
import type { Attaching } from './use-attaching.ts'
import { useMentions } from './use-mentions.ts'
import { type Writing, isNothing, typed } from './writing.ts'

interface WritingBoxProps {
  readonly row: Row<'cases'>
  readonly kind: 'reply' | 'note'
  readonly addressee: CaseParty
  readonly writing: Writing
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly attaching: Attaching
  /** Why nothing can be written, as a sentence, or null. */
  readonly replyBlock: string | null
  readonly onWrite: (next: Writing) => void
  readonly onSend: (status: AfterSending) => void
  readonly onTakeBack: () => void
  readonly onLeave: () => void
}

/** The text, the files and the macro that are to go out together. */
export function WritingBox(props: WritingBoxProps) {
  const { row, kind, addressee, writing, box, attaching, replyBlock, onWrite, onSend, onTakeBack, onLeave } = props
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const listId = useId()
  const put = (text: string, start: number, end: number): void => {
    onWrite(typed(writing, `${writing.text.slice(0, start)}${text}${writing.text.slice(end)}`, row.lastReplyId))
    // Once the new text is in the box.
    requestAnimationFrame(() => box.current?.setSelectionRange(start + text.length, start + text.length))
  }
  const mentions = useMentions(box, kind === 'note', put)
  const unresolved = unresolvedIn(writing.text)
  const isOffering = mentions.offered.length > 0
  const onKeyDown = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey
    // While an input method composes, every key is its own.
    if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return
    if (event.key === 'Enter' && isCommand) onSend(event.shiftKey ? 'solved' : undefined)
    else if (event.key === '/' && writing.text === '') show('macros')
    // Nothing else is left to be undone here.
    else if (event.key === 'z' && isCommand && isNothing(writing)) onTakeBack()
    else return
    event.preventDefault()
  }
  const name = addressee.name
  return (
    <div
      className={clsx(
        'relative rounded-lg border focus-within:border-accent',
        kind === 'note' ? 'border-note-line bg-note' : 'border-edge/60 bg-raise',
      )}
    >
      <MentionList id={listId} offered={mentions.offered} active={mentions.active} onPick={mentions.pick} />
      <MarkedTextArea
        box={box}
        value={writing.text}
        marks={unresolved}
        disabled={replyBlock !== null}
        aria-label={say(kind === 'note' ? 'composer.note-text' : 'composer.reply-text', { name })}
        aria-controls={isOffering ? listId : undefined}
        aria-activedescendant={isOffering ? `${listId}-${mentions.active}` : undefined}
        aria-invalid={unresolved.length > 0 || undefined}
        placeholder={
          replyBlock ?? say(kind === 'note' ? 'composer.note-placeholder' : 'composer.reply-placeholder', { name })
        }
        onChange={(event) => {
          onWrite(typed(writing, event.target.value, row.lastReplyId))
          if (event.target.value === '') workspace.colleagues.stopped()
          else workspace.colleagues.typed()
        }}
        onSelect={mentions.look}
        onKeyDown={onKeyDown}
        onPaste={attaching.onPaste}
        onDrop={attaching.onDrop}
        onDragOver={attaching.onDragOver}
        onBlur={onLeave}
      />
      <ComposerFiles attachments={writing.attachments} onRemove={attaching.remove} />
      <BoundMacro writing={writing} kind={kind} onUnbind={() => onWrite({ ...writing, macroId: null })} />
    </div>
  )
}
