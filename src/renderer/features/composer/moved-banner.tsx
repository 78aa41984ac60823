import { MessageSquareWarning, Paperclip } from 'lucide-react'
import { useCallback } from 'react'
import type { CaseParty } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { plainText } from '#shared/written-text.ts'
import { Button } from '#renderer/ui/button.tsx'
import { say, sayAt, sayList } from '#renderer/words/say.ts'
import { partiesOfCase, seenBy } from '#renderer/workspace/case-parties.ts'
import { newReplies } from '#renderer/workspace/new-replies.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import { useThread } from '#renderer/workspace/use-thread.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type Message = Row<'messages'>

interface MovedBannerProps {
  readonly row: Row<'cases'>
  readonly afterReplyId: string | null
  readonly onSend: () => void
  readonly onKeep: () => void
}

/** What has become of the thread since, in one line: who wrote, or who took a reply back. */
function headline(messages: readonly Message[], fresh: readonly Message[], afterReplyId: string | null): string {
  const names = [...new Set(fresh.map(({ author }) => author.name))]
  if (fresh.length > 0) return say('composer.moved', { n: fresh.length, names: sayList(names) })
  const last = messages.find(({ id }) => id === afterReplyId)
  return last?.event?.name === 'reply-taken-back'
    ? say('composer.moved-taken-back', { name: last.author.name })
    : say('composer.moved-nothing')
}

/** Who wrote it: a party with what they are to the case, or somebody of the desk with whom they wrote to. */
function writerWords(message: Message, row: Row<'cases'>, parties: readonly CaseParty[]): string {
  const { author } = message
  const kindWord = (kind: CaseParty['kind']): string => say(`party.${kind}`)
  if (author.kind === 'party') {
    const kind = parties.find(({ id }) => id === author.id)?.kind ?? row.partyKind
    return say('thread.by-party', { name: author.name, kind: kindWord(kind) })
  }
  const to = seenBy(parties, row, message).map(({ name, kind }) =>
    say('thread.to-party', { name, kind: kindWord(kind) }),
  )
  return say('thread.by-to', { name: author.name, to: sayList(to) })
}

function NewMessage({ message, row, parties }: { message: Message; row: Row<'cases'>; parties: readonly CaseParty[] }) {
  const files = message.attachments ?? []
  return (
    <li className="mb-1 border-s-2 border-warn/50 ps-2">
      <span className="text-xs text-ink-2">
        <bdi className="font-medium">{writerWords(message, row, parties)}</bdi> · {sayAt(message.at)}
      </span>
      <span dir="auto" className="line-clamp-4 wrap-anywhere whitespace-pre-wrap">
        {plainText(message.text)}
      </span>
      {files.length > 0 && (
        <span className="flex items-center gap-1 text-xs text-ink-2">
          <Paperclip size={11} aria-hidden className="shrink-0" />
          <span dir="auto" className="min-w-0 truncate">
            {say('composer.moved-files', { n: files.length, names: sayList(files.map(({ name }) => name)) })}
          </span>
        </span>
      )}
    </li>
  )
}

/** Says that the thread moved while the agent was writing, by whom, and shows what is new, before anything is sent onto it [S18]. */
export function MovedBanner({ row, afterReplyId, onSend, onKeep }: MovedBannerProps) {
  const { rows } = useThread(row)
  const readParties = useCallback((workspace: Workspace) => partiesOfCase(workspace, row), [row])
  const parties = useRows(['parties'], readParties)
  const fresh = newReplies(rows, afterReplyId)
  return (
    <div role="alert" className="mb-2 rounded-lg border border-warn/50 bg-warn-soft px-3 py-2">
      <p className="flex items-center gap-2 font-medium text-warn">
        <MessageSquareWarning size={15} aria-hidden className="shrink-0" />
        <span dir="auto" className="min-w-0 wrap-anywhere">
          {headline(rows, fresh, afterReplyId)}
        </span>
      </p>
      {fresh.length > 0 && (
        <ul className="scroll-slim mt-1.5 max-h-28 overflow-y-auto">
          {fresh.map((message) => (
            <NewMessage key={message.id} message={message} row={row} parties={parties} />
          ))}
        </ul>
      )}
      <div className="mt-2 flex gap-2">
        <Button size="sm" onClick={onSend}>
          {say('composer.send-anyway')}
        </Button>
        <Button size="sm" look="quiet" onClick={onKeep}>
          {say('composer.keep-writing')}
        </Button>
      </div>
    </div>
  )
}
