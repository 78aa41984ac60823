import { clsx } from 'clsx'
import { Lock } from 'lucide-react'
import { memo } from 'react'
import type { Row } from '#shared/tables.ts'
import { SafeHtmlView } from '#renderer/rich-text/safe-html-view.tsx'
import { say } from '#renderer/words/say.ts'
import { timeWords } from './day-words.ts'
import { eventWords } from './event-words.ts'

type Message = Row<'messages'>

/** Where a message of ours has got to. */
export type Sending = 'saving' | 'saved' | 'sent'

export interface MessageViewProps {
  readonly message: Message
  readonly sending: Sending
  readonly isMine: boolean
  /** To whom the desk's replies go. */
  readonly partyName: string
  readonly partyWord: string
  readonly macroName: string | null
  /** The number of the case it was written on, where that is another one which was merged into this. */
  readonly origin?: string | null
}

function stateWords({ message, sending }: MessageViewProps): string {
  if (sending === 'saving') return say('message.saving')
  if (sending === 'saved') return say(message.kind === 'note' ? 'message.saved-note' : 'message.saved')
  return say(message.kind === 'note' ? 'message.added' : 'message.sent', { at: timeWords(message.at) })
}

function authorWords({ message, isMine, partyName, partyWord }: MessageViewProps): string {
  const { author } = message
  if (author.kind === 'party') return `${author.name} (${partyWord})`
  const name = isMine ? say('thread.by-you') : author.kind === 'system' ? say('thread.by-system') : author.name
  return message.kind === 'reply' ? `${name} ${say('thread.reply-to', { name: partyName })}` : name
}

const Event = ({ message, isMine }: MessageViewProps) => (
  <p className="flex items-center gap-2 py-1 text-xs text-ink-3 before:h-px before:min-w-4 before:flex-1 before:bg-line-soft after:h-px after:min-w-4 after:flex-1 after:bg-line-soft">
    <span dir="auto" className="max-w-[84%] text-center text-balance wrap-anywhere">
      {message.event === null
        ? message.text
        : eventWords(message.event, isMine ? say('thread.by-you') : message.author.name)}
      {/* Never alone on a line. */}
      {'\u00a0· '}
      {timeWords(message.at)}
    </span>
  </p>
)

/** One message: a party's on the left, the desk's on the right, notes across the whole thread. It says its state in words. */
export const MessageView = memo(function MessageView(props: MessageViewProps) {
  const { message, sending, isMine, macroName, origin = null } = props
  if (message.kind === 'event') return <Event {...props} />
  const isNote = message.kind === 'note'
  const isDesk = message.author.kind !== 'party'
  const edge =
    sending !== 'sent'
      ? 'border-dashed border-edge'
      : isNote
        ? 'border-note-line'
        : isDesk
          ? 'border-mine'
          : 'border-line'
  const bubble = clsx(edge, isNote ? 'bg-note' : isDesk ? 'bg-mine' : 'bg-raise')
  return (
    <article className={clsx('flex flex-col', !isNote && 'max-w-[88%]', !isNote && isDesk && 'ml-auto items-end')}>
      <p
        className={clsx(
          'mb-1 flex flex-wrap items-center gap-x-1.5 px-0.5 text-xs text-ink-3',
          isDesk && !isNote && 'justify-end',
        )}
      >
        {isNote && (
          <>
            <span className="inline-flex items-center gap-1 font-medium text-ink-2">
              <Lock size={11} aria-hidden />
              {say('thread.note')}
            </span>
            <span aria-hidden>·</span>
          </>
        )}
        <span dir="auto" className="font-medium text-ink-2">
          {authorWords(props)}
        </span>
        <span aria-hidden>·</span>
        {isDesk && isMine ? (
          <span className={clsx(sending !== 'sent' && 'text-warn')}>{stateWords(props)}</span>
        ) : (
          <time dateTime={message.at}>{timeWords(message.at)}</time>
        )}
        {origin !== null && <span>· {say('thread.on-merged', { number: origin })}</span>}
        {message.copied !== undefined && message.copied !== null && (
          <span>· {say('thread.taken-from', { number: message.copied.number })}</span>
        )}
        {macroName !== null && <span className="truncate">· {say('thread.with-macro', { macro: macroName })}</span>}
      </p>
      <div
        className={clsx('max-w-full rounded-lg border px-3 py-2 text-left leading-normal', bubble, isNote && 'w-full')}
      >
        {message.html === null ? (
          <div dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            {message.text}
          </div>
        ) : (
          <SafeHtmlView html={message.html} />
        )}
      </div>
    </article>
  )
})
