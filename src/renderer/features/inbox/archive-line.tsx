import { clsx } from 'clsx'
import { MessageSquareText } from 'lucide-react'
import { say } from '#renderer/words/say.ts'

interface ArchiveLineProps {
  words: string
  /** It can be searched further back, by Enter or a click. */
  isMore: boolean
  isCursor: boolean
}

/** The quiet line between the cases that are found here and those whose messages the service found. */
export const ArchiveLine = ({ words, isMore, isCursor }: ArchiveLineProps) => (
  <div
    className={clsx(
      'flex h-full cursor-default items-center gap-2.5 border-b border-line-soft bg-bg pr-3 pl-3 text-sm text-ink-3',
      isCursor && 'shadow-[inset_2px_0_var(--edge)]',
    )}
  >
    <MessageSquareText size={14} aria-hidden className="shrink-0" />
    <span className="min-w-0 flex-1">
      <span className="font-medium text-ink-2">{say('archive.title')}</span> · {words}
    </span>
    {isMore && <span className="shrink-0 text-accent">{say('archive.more')}</span>}
  </div>
)
