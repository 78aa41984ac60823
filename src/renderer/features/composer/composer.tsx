import { useCallback, useRef } from 'react'
import { isOpenEscalation } from '#shared/domain/escalation-state.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { takeTypedAhead } from '#renderer/ui/typed-ahead.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useFocusTarget } from '#renderer/workspace/use-focus-target.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { ComposerHead } from './composer-head.tsx'
import { ComposerActions } from './composer-actions.tsx'
import { MovedBanner } from './moved-banner.tsx'
import { Unresolved } from './unresolved.tsx'
import type { TextBox } from './text-box.ts'
import { useAddressee } from './use-addressee.ts'
import { useAttaching } from './use-attaching.ts'
import { selectionOf, useInsertions } from './use-insertions.ts'
import { useSendCommands } from './use-send-commands.ts'
import { useSending } from './use-sending.ts'
import { useWriting } from './use-writing.ts'
import { WritingBox } from './writing-box.tsx'
import { type Writing, isNothing, typed } from './writing.ts'

interface ComposerProps {
  readonly row: Row<'cases'>
}

/** Why nothing can be written to the party, as a sentence, or null. */
function replyRefused(row: Row<'cases'>, agent: Row<'agents'>): string | null {
  if (!can({ kind: 'agent', agent }).reply(row)) return say('composer.not-allowed')
  return row.status === 'closed' ? say('composer.closed') : null
}

/** Where a reply or a note is written. Give it the case's id as `key`. */
export function Composer({ row }: ComposerProps) {
  const workspace = useWorkspace()
  const { kind, parties, addressee } = useAddressee(row)
  const { writing, draftState, change, keepNow, clear } = useWriting(row.id, kind)
  const box = useRef<TextBox>(null)
  const takeBox = useCallback((next: TextBox | null) => {
    box.current = next
  }, [])
  const choose = useScreen((screen) => screen.write)
  const writeTo = useScreen((screen) => screen.writeTo)
  const show = useScreen((screen) => screen.show)
  const partyKey = useKeyLabel('write.next-party')
  const selection = (): { start: number; end: number } => selectionOf(box, writing.text)
  useFocusTarget('composer', box, () => {
    const { text } = takeTypedAhead()
    if (text !== '') change(typed(writing, writing.text + text, row.lastReplyId))
  })
  useInsertions(row, writing, change, box)

  const replyBlock = kind === 'reply' ? replyRefused(row, workspace.me) : null
  const solveBlock =
    row.escalation !== null && isOpenEscalation(row.escalation.state) ? say('composer.solve-blocked') : null
  const unresolved = unresolvedIn(writing.text)
  const isMoved = kind === 'reply' && !isNothing(writing) && writing.afterReplyId !== row.lastReplyId

  const { refusal, forgetRefusal, send, takeLatestBack, point } = useSending({
    row,
    kind,
    addressee,
    box,
    replyBlock,
    solveBlock,
    clear,
  })
  const write = (next: Writing): void => {
    forgetRefusal()
    change(next)
  }
  const attaching = useAttaching({ caseId: row.id, lastReplyId: row.lastReplyId, writing, change: write, selection })
  useSendCommands((after) => send(writing, after))
  const seen = (): Writing => ({ ...writing, afterReplyId: row.lastReplyId })
  return (
    <section
      data-area="composer"
      aria-label={say('composer.label')}
      className="shrink-0 border-t border-line bg-pane px-3 pt-2 pb-2.5"
    >
      <ComposerHead
        kind={kind}
        parties={parties}
        addressee={addressee}
        draftState={draftState}
        isBlocked={replyBlock !== null}
        partyKey={partyKey}
        onChoose={choose}
        onAddress={({ id }) => {
          writeTo(id === row.partyId ? null : id)
          forgetRefusal()
          choose('reply')
        }}
        onMacro={() => show('macros')}
        onAttach={(files) => attaching.add(files, false)}
      />
      {isMoved && (
        <MovedBanner
          row={row}
          afterReplyId={writing.afterReplyId}
          onSend={() => send(seen(), undefined)}
          onKeep={() => {
            change(seen())
            forgetRefusal()
            box.current?.focus()
          }}
        />
      )}
      {unresolved.length > 0 && (
        <Unresolved placeholders={unresolved} onPoint={(placeholder) => point(writing, placeholder)} />
      )}
      <WritingBox
        {...{ row, kind, addressee, writing, box, takeBox, attaching, replyBlock }}
        onWrite={write}
        onTakeBack={takeLatestBack}
        onLeave={keepNow}
      />
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
        onSend={(status) => send(writing, status)}
      />
    </section>
  )
}
