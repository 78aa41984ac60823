import { clsx } from 'clsx'
import { type KeyboardEvent, type RefObject, Suspense, lazy, useId } from 'react'
import { flushSync } from 'react-dom'
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
import type { Attaching } from './use-attaching.ts'
import { useMentions } from './use-mentions.ts'
import type { TextBox } from './text-box.ts'
import { type Writing, isNothing, typed, withoutMacros } from './writing.ts'

// An editor of this kind is larger than all the rest of the composer: it comes when somebody wants it.
const RichBox = lazy(async () => ({ default: (await import('./rich-box.tsx')).RichBox }))

/** Marks that a key puts around what is selected. */
const marks: { readonly [key: string]: string } = { b: '**', i: '*' }

interface WritingBoxProps {
  readonly row: Row<'cases'>
  readonly kind: 'reply' | 'note'
  readonly addressee: CaseParty
  readonly writing: Writing
  readonly box: RefObject<TextBox | null>
  readonly takeBox: (box: TextBox | null) => void
  readonly attaching: Attaching
  /** Why nothing can be written, as a sentence, or null. */
  readonly replyBlock: string | null
  readonly onWrite: (next: Writing) => void
  readonly onTakeBack: () => void
  readonly onLeave: () => void
}

/** The text, the files and the macro that are to go out together. */
export function WritingBox(props: WritingBoxProps) {
  const { row, kind, addressee, writing, box, takeBox, attaching, replyBlock, onWrite, onTakeBack, onLeave } = props
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const isRich = useScreen((screen) => screen.isRich)
  const listId = useId()
  const put = (text: string, start: number, end: number): void => {
    const whole = `${writing.text.slice(0, start)}${text}${writing.text.slice(end)}`
    // The new text is in the box before the cursor is moved, and both before the next letter comes.
    flushSync(() => onWrite(typed(writing, whole, row.lastReplyId)))
    box.current?.setSelectionRange(start + text.length, start + text.length)
  }
  const mentions = useMentions(row, box, kind === 'note', put)
  const unresolved = unresolvedIn(writing.text)
  const isOffering = mentions.offered.length > 0
  const onKeyDown = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey
    // While an input method composes, every key is its own.
    if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return
    if (event.key === '/' && writing.text === '') show('macros')
    // Nothing else is left to be undone here.
    else if (event.key === 'z' && isCommand && isNothing(writing)) onTakeBack()
    else if (!isRich && isCommand && event.key in marks) mark(marks[event.key] ?? '')
    else return
    event.preventDefault()
  }
  const mark = (sign: string): void => {
    const { selectionStart: start = 0, selectionEnd: end = 0 } = box.current ?? {}
    put(`${sign}${writing.text.slice(start, end)}${sign}`, start, end)
  }
  const write = (text: string): void => {
    onWrite(typed(writing, text, row.lastReplyId))
    if (text === '') workspace.colleagues.stopped()
    else workspace.colleagues.typed()
  }
  const { name } = addressee
  const label = say(kind === 'note' ? 'composer.note-text' : 'composer.reply-text', { name })
  const placeholder =
    replyBlock ?? say(kind === 'note' ? 'composer.note-placeholder' : 'composer.reply-placeholder', { name })
  const plain = (
    <MarkedTextArea
      takeBox={takeBox}
      value={writing.text}
      marks={unresolved}
      disabled={replyBlock !== null}
      aria-label={label}
      aria-controls={isOffering ? listId : undefined}
      aria-activedescendant={isOffering ? `${listId}-${mentions.active}` : undefined}
      aria-invalid={unresolved.length > 0 || undefined}
      placeholder={placeholder}
      onChange={(event) => write(event.target.value)}
      onSelect={mentions.look}
      onKeyDown={onKeyDown}
      onPaste={attaching.onPaste}
      onDrop={attaching.onDrop}
      onDragOver={attaching.onDragOver}
      onBlur={onLeave}
    />
  )
  return (
    <div
      className={clsx(
        'relative rounded-lg border focus-within:border-accent',
        kind === 'note' ? 'border-note-line bg-note' : 'border-edge/60 bg-raise',
      )}
    >
      <MentionList id={listId} offered={mentions.offered} active={mentions.active} onPick={mentions.pick} />
      {isRich ? (
        <Suspense fallback={plain}>
          <RichBox
            takeBox={takeBox}
            value={writing.text}
            isDisabled={replyBlock !== null}
            label={label}
            placeholder={placeholder}
            isInvalid={unresolved.length > 0}
            onText={write}
            onSelect={mentions.look}
            onKeyDown={onKeyDown}
            onPaste={attaching.onPaste}
            onDrop={attaching.onDrop}
            onDragOver={attaching.onDragOver}
            onBlur={onLeave}
          />
        </Suspense>
      ) : (
        plain
      )}
      <ComposerFiles attachments={writing.attachments} onRemove={attaching.remove} />
      <BoundMacro row={row} writing={writing} kind={kind} onUnbind={() => onWrite(withoutMacros(writing))} />
    </div>
  )
}
