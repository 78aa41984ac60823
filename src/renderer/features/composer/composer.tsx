import { clsx } from 'clsx'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { mostStacked } from '#shared/mutations/macro-stack.ts'
import { can } from '#shared/permissions.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import type { Refusal } from '#shared/refusals.ts'
import type { Row } from '#shared/tables.ts'
import { isOpenEscalation } from '#shared/domain/escalation-state.ts'
import { wayOn } from '#renderer/commands/next-case.ts'
import { tellApplied } from '#renderer/commands/tell-applied.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { announce, notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { appliedContent } from '#renderer/workspace/macro-work.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import { useFocusTarget } from '#renderer/workspace/use-focus-target.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { BoundMacro } from './bound-macro.tsx'
import { ComposerHead } from './composer-head.tsx'
import { ComposerActions } from './composer-actions.tsx'
import { MarkedTextArea } from './marked-text-area.tsx'
import { MovedBanner } from './moved-banner.tsx'
import { Unresolved } from './unresolved.tsx'
import { type AfterSending, boundMacros, sendWriting } from './send-writing.ts'
import { useWriting } from './use-writing.ts'
import { type Writing, inserted, typed, withoutMacros } from './writing.ts'

interface ComposerProps {
  readonly row: Row<'cases'>
}

/** Why nothing can be written to the party, as a sentence, or null. */
function replyRefused(row: Row<'cases'>, agent: Row<'agents'>): string | null {
  if (!can({ kind: 'agent', agent }).reply(row)) return say('composer.not-allowed')
  return row.status === 'closed' ? say('composer.closed') : null
}

/** Sends what was written, says what a macro did with it, and answers where the macro takes the agent next. */
function sendAndGoOn(
  workspace: Workspace,
  row: Row<'cases'>,
  kind: 'reply' | 'note',
  writing: Writing,
  status: AfterSending,
): Refusal | { readonly goOn: () => void } {
  const bound = boundMacros(workspace, row.id, writing, kind)
  const macros = bound.flatMap((one) => appliedContent(workspace, one) ?? [])
  const goOn = wayOn(workspace, row.id, macros.at(-1)?.nextCase ?? 'stay')
  const { named, undo } = sendWriting(workspace, row, kind, writing, status)
  if ('refused' in named) return named
  tellOutcome({ tell: notify }, named)
  const titles = macros.map(({ title }) => title)
  if (undo !== null) tellApplied(notify, titles, undo)
  return { goOn }
}

/** The kind being written, following the draft when its case is opened. */
function useKind(caseId: string): 'reply' | 'note' {
  const workspace = useWorkspace()
  useEffect(() => {
    const draft = workspace.draft(caseId)
    if (draft !== undefined) useScreen.setState({ composer: draft.kind })
  }, [workspace, caseId])
  return useScreen((screen) => screen.composer)
}

/** Where a reply or a note is written. Give it the case's id as `key`. */
export function Composer({ row }: ComposerProps) {
  const workspace = useWorkspace()
  const kind = useKind(row.id)
  const { writing, draftState, change, keepNow, clear } = useWriting(row.id, kind)
  const [refusal, setRefusal] = useState<string | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const write = useScreen((screen) => screen.write)
  const show = useScreen((screen) => screen.show)
  useFocusTarget('composer', box)
  useInsertions(row, writing, change, box)

  const replyBlock = kind === 'reply' ? replyRefused(row, workspace.me) : null
  const solveBlock =
    row.escalation !== null && isOpenEscalation(row.escalation.state) ? say('composer.solve-blocked') : null
  const unresolved = unresolvedIn(writing.text)
  const isMoved = kind === 'reply' && writing.text !== '' && writing.afterReplyId !== row.lastReplyId

  const point = (placeholder: string): void => {
    const at = writing.text.indexOf(placeholder)
    box.current?.focus()
    box.current?.setSelectionRange(at, at + placeholder.length)
  }
  const sendIt = (whole: Writing, status: AfterSending): void => {
    const [first] = unresolved
    if (whole.text.trim() === '' || replyBlock !== null) return box.current?.focus()
    if (first !== undefined) return point(first)
    if (status === 'solved' && solveBlock !== null) return setRefusal(solveBlock)
    const sent = sendAndGoOn(workspace, row, kind, whole, status)
    if (asksFirst(sent, row.id, () => sendIt(whole, status))) return
    if ('refused' in sent) return setRefusal(say(`refused.${sent.refused}`))
    announce(say(kind === 'note' ? 'message.saved-note' : 'message.saved'))
    setRefusal(null)
    clear()
    workspace.colleagues.stopped()
    box.current?.focus()
    sent.goOn()
  }
  const seen = (): Writing => ({ ...writing, afterReplyId: row.lastReplyId })
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, every key is its own.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      sendIt(writing, event.shiftKey ? 'solved' : undefined)
    } else if (event.key === '/' && writing.text === '') {
      event.preventDefault()
      show('macros')
    }
  }
  return (
    <section aria-label={say('composer.label')} className="shrink-0 border-t border-line bg-pane px-3 pt-2 pb-2.5">
      <ComposerHead
        kind={kind}
        name={row.partyName}
        draftState={draftState}
        isBlocked={replyBlock !== null}
        onChoose={write}
        onMacro={() => show('macros')}
      />
      {isMoved && (
        <MovedBanner
          row={row}
          afterReplyId={writing.afterReplyId}
          onSend={() => sendIt(seen(), undefined)}
          onKeep={() => {
            change(seen())
            setRefusal(null)
            box.current?.focus()
          }}
        />
      )}
      {unresolved.length > 0 && <Unresolved placeholders={unresolved} onPoint={point} />}
      <div
        className={clsx(
          'rounded-lg border focus-within:border-accent',
          kind === 'note' ? 'border-note-line bg-note' : 'border-edge/60 bg-raise',
        )}
      >
        <MarkedTextArea
          box={box}
          value={writing.text}
          marks={unresolved}
          disabled={replyBlock !== null}
          aria-label={say(kind === 'note' ? 'composer.note-text' : 'composer.reply-text', { name: row.partyName })}
          aria-invalid={unresolved.length > 0 || undefined}
          placeholder={
            replyBlock ??
            say(kind === 'note' ? 'composer.note-placeholder' : 'composer.reply-placeholder', { name: row.partyName })
          }
          onChange={(event) => {
            setRefusal(null)
            change(typed(writing, event.target.value, row.lastReplyId))
            if (event.target.value === '') workspace.colleagues.stopped()
            else workspace.colleagues.typed()
          }}
          onKeyDown={onKeyDown}
          onBlur={keepNow}
        />
        <BoundMacro row={row} writing={writing} kind={kind} onUnbind={() => change(withoutMacros(writing))} />
      </div>
      {draftState === 'lost' && (
        <p role="alert" className="mt-1.5 text-bad">
          {say('composer.draft-lost')}
        </p>
      )}
      {refusal !== null && (
        <p role="alert" className="mt-1.5 text-bad">
          {refusal}
        </p>
      )}
      <ComposerActions
        kind={kind}
        isBlocked={replyBlock !== null}
        solveBlock={solveBlock}
        text={writing.text}
        onSend={(status) => sendIt(writing, status)}
      />
    </section>
  )
}

/** Takes what other parts of the screen want written here, and puts the cursor after it. */
function useInsertions(
  row: Row<'cases'>,
  writing: Writing,
  change: (next: Writing) => void,
  box: RefObject<HTMLTextAreaElement | null>,
): void {
  const cursor = useRef<number | null>(null)
  const waiting = useComposeRequests((requests) => requests.waiting)
  const taken = useComposeRequests((requests) => requests.taken)
  const take = useCallback(() => {
    if (waiting === null || waiting.caseId !== row.id) return
    taken(waiting)
    const isFull = waiting.macro !== undefined && (writing.macros ?? []).length >= mostStacked
    if (isFull && writing.text !== '') return notify(say('macro.too-many'), { tone: 'bad' })
    const end = writing.text.length
    const selection = { start: box.current?.selectionStart ?? end, end: box.current?.selectionEnd ?? end }
    const next = inserted(writing, waiting, selection, row.lastReplyId)
    cursor.current = next.cursor
    change(next.writing)
  }, [waiting, taken, row, writing, change, box])
  useEffect(take, [take])
  useEffect(() => {
    if (cursor.current === null) return
    const [first] = unresolvedIn(writing.text)
    const at = first === undefined ? cursor.current : writing.text.indexOf(first)
    box.current?.setSelectionRange(at, at + (first?.length ?? 0))
    cursor.current = null
  }, [writing.text, box])
}
