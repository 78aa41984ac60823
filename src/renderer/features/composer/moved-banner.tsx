import { MessageSquareWarning } from 'lucide-react'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { say, sayAt } from '#renderer/words/say.ts'
import { newReplies } from '#renderer/workspace/new-replies.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'

interface MovedBannerProps {
  readonly row: Row<'cases'>
  readonly afterReplyId: string | null
  readonly onSend: () => void
  readonly onKeep: () => void
}

/** Says that the thread moved while the agent was writing, and shows what is new, before anything is sent onto it [S18]. */
export function MovedBanner({ row, afterReplyId, onSend, onKeep }: MovedBannerProps) {
  const { rows } = useCold('messages', row.id)
  const fresh = newReplies(rows, afterReplyId)
  return (
    <div role="alert" className="mb-2 rounded-lg border border-warn/50 bg-warn-soft px-3 py-2">
      <p className="flex items-center gap-2 font-medium text-warn">
        <MessageSquareWarning size={15} aria-hidden className="shrink-0" />
        {fresh.length === 0 ? say('composer.moved-nothing') : say('composer.moved', { n: fresh.length })}
      </p>
      <ul className="scroll-slim mt-1.5 max-h-28 overflow-y-auto">
        {fresh.map((message) => (
          <li key={message.id} className="mb-1 border-s-2 border-warn/50 ps-2">
            <span className="text-xs text-ink-2">
              {message.author.name} · {sayAt(message.at)}
            </span>
            <span dir="auto" className="line-clamp-4 wrap-anywhere whitespace-pre-wrap">
              {message.text}
            </span>
          </li>
        ))}
      </ul>
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
