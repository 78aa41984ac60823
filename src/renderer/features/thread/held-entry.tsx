import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { RefusalReason } from '#shared/refusals.ts'
import { say } from '#renderer/words/say.ts'
import type { HeldText } from './held-text.ts'

export interface HeldEntryProps {
  readonly written: HeldText | null
  /** The step in words where no text was written, e.g. "Set the status to Solved". */
  readonly step: string
  readonly reason: RefusalReason
  /** The reason in words, and what can be done. */
  readonly why: string
  /** How many replies came after the one the agent had seen. */
  readonly newCount: number
  /** It still waits for the service and cannot be changed yet. */
  readonly isWaiting: boolean
  readonly actions: ReactNode
}

function headline({ written, reason, newCount, isWaiting }: HeldEntryProps): string {
  if (isWaiting) return say('message.will-be-held')
  if (reason === 'thread-moved') return say('message.held', { n: newCount })
  return written?.kind === 'note' ? say('message.held-note') : say('message.not-sent')
}

/** Something the agent did that was not taken: their own text, why, and what they can do about it. */
export function HeldEntry(props: HeldEntryProps) {
  const { written, step, why, actions } = props
  const textId = useId()
  return (
    <article
      tabIndex={-1}
      aria-label={headline(props)}
      aria-describedby={textId}
      className="ml-auto flex max-w-[88%] scroll-my-3.5 flex-col rounded-lg"
    >
      <p className="mb-1 flex items-center justify-end gap-1.5 text-xs font-medium text-bad">
        <TriangleAlert size={12} aria-hidden />
        {headline(props)}
      </p>
      <div className="rounded-lg border border-bad/60 bg-bad-soft px-3 py-2">
        <div id={textId} dir="auto" className="leading-normal wrap-anywhere whitespace-pre-wrap">
          {written?.text ?? step}
        </div>
        <p className="mt-2 border-t border-bad/25 pt-2 text-sm text-ink-2">{why}</p>
        {actions !== null && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </article>
  )
}
