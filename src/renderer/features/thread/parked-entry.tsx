import { useCallback } from 'react'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { newReplies } from '#renderer/workspace/new-replies.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { sendAgain } from '#renderer/workspace/send-again.ts'
import { stepWords } from '#renderer/workspace/step-words.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { OutboxEntry, ParkedEntry, Workspace } from '#renderer/workspace/workspace.ts'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { HeldEntry } from './held-entry.tsx'
import { type HeldText, heldText } from './held-text.ts'

interface EntryProps {
  readonly caseId: string
  readonly messages: readonly Row<'messages'>[]
}

const textOf = (workspace: Workspace, entry: OutboxEntry | ParkedEntry): HeldText | null =>
  heldText(entry, (macroId) => workspace.get('macros', macroId)?.kind === 'note')

/** A text of this case that was refused, with what can be done about it in place. */
export function ParkedItem({ caseId, entry, messages }: EntryProps & { readonly entry: ParkedEntry }) {
  const workspace = useWorkspace()
  const row = useRow('cases', caseId)
  const ask = useComposeRequests((requests) => requests.ask)
  const write = useScreen((screen) => screen.write)
  const writeTo = useScreen((screen) => screen.writeTo)
  const show = useScreen((screen) => screen.show)
  const written = textOf(workspace, entry)
  // Sent again as it is it would be refused again.
  const isWhole = entry.refused !== 'file-gone'
  // Of a case that somebody else has there is nothing to look at or to send again.
  const isClaim = entry.refused === 'claimed-by-other'
  const forget = useCallback(() => {
    workspace.unpark(entry.opId).catch(() => notify(say('message.not-saved'), { tone: 'bad' }))
  }, [workspace, entry.opId])
  const intoComposer = (held: HeldText): void => {
    const { kind, text, macroId, attachments } = held
    ask({ caseId, kind, text, macroId, attachments, how: 'insert' })
    // It is still for whom it was written.
    if (kind === 'reply') writeTo(held.partyIds[0] ?? null)
    write(kind)
  }
  const send = (): void => {
    const named = sendAgain(workspace, entry)
    if ('refused' in named) return notify(say(`refused.${named.refused}`), { tone: 'bad' })
    named.isSaved.catch(() => notify(say('message.not-saved'), { tone: 'bad' }))
    forget()
  }
  const edit = (held: HeldText): void => {
    intoComposer(held)
    forget()
  }
  const discard = (): void => {
    forget()
    notify(
      say('message.discarded'),
      written === null ? {} : { action: { label: say('message.undo'), run: () => intoComposer(written) } },
    )
  }
  return (
    <HeldEntry
      written={written}
      step={stepWords(workspace, entry)}
      reason={entry.refused}
      why={refusalWords(workspace, entry)}
      newCount={written === null ? 0 : newReplies(messages, written.afterReplyId).length}
      isWaiting={false}
      actions={
        <>
          {written !== null && isWhole && row?.status !== 'closed' && (
            <Button size="sm" look="primary" onClick={send}>
              {say('message.send-now')}
            </Button>
          )}
          {written !== null && (
            <Button size="sm" onClick={() => edit(written)}>
              {say('message.edit')}
            </Button>
          )}
          {written === null && !isClaim && (
            // Decisions, packets and settings stand there whole, to be copied or sent again.
            <Button size="sm" onClick={() => show('waiting')}>
              {say('message.look')}
            </Button>
          )}
          <Button size="sm" look="danger" onClick={discard}>
            {say('message.discard')}
          </Button>
        </>
      }
    />
  )
}

/** A text that waits and would be refused as things stand: shown at once, so that nobody believes it went out. */
export function BlockedItem({ entry, messages }: EntryProps & { readonly entry: OutboxEntry }) {
  const workspace = useWorkspace()
  const written = textOf(workspace, entry)
  const refusal = workspace.refusalOf(entry.opId) ?? { refused: 'dependency-refused' as const }
  return (
    <HeldEntry
      written={written}
      step={stepWords(workspace, entry)}
      reason={refusal.refused}
      why={refusalWords(workspace, refusal)}
      newCount={written === null ? 0 : newReplies(messages, written.afterReplyId).length}
      isWaiting
      actions={null}
    />
  )
}
