import { clsx } from 'clsx'
import { Lock, Quote } from 'lucide-react'
import { memo, useCallback, useId } from 'react'
import type { HeldReply } from '#shared/domain/case.ts'
import { isPicture } from '#shared/media-type.ts'
import type { Row } from '#shared/tables.ts'
import { plainText } from '#shared/written-text.ts'
import { SafeHtmlView } from '#renderer/rich-text/safe-html-view.tsx'
import { type Picture, WrittenView } from '#renderer/rich-text/written-view.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { apart, say } from '#renderer/words/say.ts'
import { quoted, useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { timeWords } from './day-words.ts'
import { eventWords } from './event-words.ts'
import { HeldState } from './held-state.tsx'
import { LanguageLine } from './language-line.tsx'
import { FilePicture } from './file-picture.tsx'
import { MessageFiles } from './message-files.tsx'

type Message = Row<'messages'>

/** Where a message of ours has got to. */
export type Sending = 'saving' | 'saved' | 'sent'

export interface MessageViewProps {
  readonly message: Message
  readonly sending: Sending
  readonly isMine: boolean
  /** It names the agent who reads it. */
  readonly isNamed?: boolean
  /** It has not left yet, and whoever wrote it can take it back. */
  readonly held: HeldReply | null
  /** To whom a reply of the desk goes, in words. */
  readonly toWords: string
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

function authorWords({ message, isMine, toWords, partyWord }: MessageViewProps): string {
  const { author } = message
  if (author.kind === 'party') return say('thread.by-party', { name: author.name, kind: partyWord })
  const name = doerWords(message, isMine)
  return message.kind === 'reply' ? say('thread.by-to', { name, to: toWords }) : apart(name)
}

/** Who did it. What the service does by itself bears a name for machines. */
const doerWords = ({ author }: Message, isMine: boolean): string =>
  isMine ? say('thread.by-you') : author.kind === 'system' ? say('thread.by-system') : author.name

const Event = ({ message, isMine }: MessageViewProps) => (
  <p className="flex items-center gap-2 py-1 text-xs text-ink-3 before:h-px before:min-w-4 before:flex-1 before:bg-line-soft after:h-px after:min-w-4 after:flex-1 after:bg-line-soft">
    <span dir="auto" className="max-w-[84%] text-center text-balance wrap-anywhere">
      {message.event === null ? message.text : eventWords(message.event, doerWords(message, isMine))}
      {/* Never alone on a line. */}
      {'\u00a0· '}
      {timeWords(message.at)}
    </span>
  </p>
)

/** The text, with its pictures where they stand in it. */
function Text({ message }: { message: Message }) {
  const { attachments } = message
  const picture: Picture = useCallback(
    (id, alt) => {
      const file = attachments?.find((one) => one.id === id)
      if (file === undefined || !isPicture(file.type)) return <span className="rich-picture">{alt}</span>
      return <FilePicture file={file} alt={alt} className="my-1 max-h-72 max-w-full rounded-md" />
    },
    [attachments],
  )
  return message.html === null ? (
    <WrittenView text={message.text} picture={picture} />
  ) : (
    <SafeHtmlView html={message.html} />
  )
}

function QuoteButton({ message, isFirst }: { message: Message; isFirst: boolean }) {
  const quote = (): void => {
    const { composer: kind, write } = useScreen.getState()
    const text = quoted(plainText(message.text))
    useComposeRequests.getState().ask({ caseId: message.caseId, kind, text, macroId: null, how: 'insert' })
    write(kind)
  }
  return (
    <IconButton
      size="sm"
      label={say('thread.quote')}
      // It is not to leave a gap at the edge that the message stands at.
      className={clsx('opacity-0 group-hover/message:opacity-100 focus-visible:opacity-100', isFirst && 'order-first')}
      onClick={quote}
    >
      <Quote size={12} aria-hidden />
    </IconButton>
  )
}

/** The case that it was written on, where that is not the one it is shown on. */
const Origin = ({ message: { copied }, origin }: { message: Message; origin: string | null }) => (
  <>
    {origin !== null && <span>{say('thread.on-merged', { number: origin })}</span>}
    {copied !== undefined && copied !== null && <span>{say('thread.taken-from', { number: copied.number })}</span>}
  </>
)

/** One message: a party's on the left, the desk's on the right, notes across the whole thread. It says its state in words. */
export const MessageView = memo(function MessageView(props: MessageViewProps) {
  const { message, sending, isMine, isNamed = false, held, macroName, origin = null } = props
  const textId = useId()
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
    <article
      tabIndex={-1}
      aria-label={`${authorWords(props)}, ${timeWords(message.at)}`}
      aria-describedby={textId}
      className={clsx(
        'group/message flex scroll-my-3.5 flex-col rounded-lg',
        !isNote && 'max-w-[88%]',
        !isNote && isDesk && 'ml-auto items-end',
      )}
    >
      <div
        className={clsx(
          'mb-1 flex min-h-5.5 flex-wrap items-center gap-x-2 px-0.5 text-xs text-ink-3',
          isDesk && !isNote && 'justify-end',
        )}
      >
        {isNote && (
          <span className="inline-flex items-center gap-1 font-medium text-ink-2">
            <Lock size={11} aria-hidden />
            {say('thread.note')}
          </span>
        )}
        <span dir="auto" className="font-medium text-ink-2">
          {authorWords(props)}
        </span>
        {isDesk && isMine ? (
          <HeldState message={message} held={held}>
            <span className={clsx(sending !== 'sent' && 'text-warn')}>{stateWords(props)}</span>
          </HeldState>
        ) : (
          <time dateTime={message.at}>{timeWords(message.at)}</time>
        )}
        {isNamed && <Tag tone="accent">{say('thread.names-you')}</Tag>}
        <Origin message={message} origin={origin} />
        {macroName !== null && <span className="truncate">{say('thread.with-macro', { macro: macroName })}</span>}
        <QuoteButton message={message} isFirst={isDesk && !isNote} />
      </div>
      <div
        className={clsx('max-w-full rounded-lg border px-3 py-2 text-left leading-normal', bubble, isNote && 'w-full')}
      >
        <div id={textId}>
          <Text message={message} />
        </div>
        {!isDesk && typeof message.language === 'string' && <LanguageLine message={message} />}
        {message.attachments !== undefined && <MessageFiles attachments={message.attachments} />}
      </div>
    </article>
  )
})
