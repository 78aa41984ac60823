import { clsx } from 'clsx'
import type { TextareaHTMLAttributes } from 'react'
import type { TextBox } from './text-box.ts'

interface MarkedTextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value'> {
  readonly value: string
  /** Pieces of the text to be marked wherever they stand. */
  readonly marks: readonly string[]
  /** Takes the box while it is there. */
  readonly takeBox: (box: TextBox | null) => void
}

/** The text in pieces, those to be marked apart. */
function pieces(text: string, marks: readonly string[]): { at: number; text: string; isMarked: boolean }[] {
  if (marks.length === 0) return [{ at: 0, text, isMarked: false }]
  const found: { at: number; text: string; isMarked: boolean }[] = []
  let from = 0
  for (;;) {
    const next = marks
      .map((mark) => ({ mark, at: text.indexOf(mark, from) }))
      .filter(({ at }) => at !== -1)
      .sort((a, b) => a.at - b.at)[0]
    if (next === undefined) return [...found, { at: from, text: text.slice(from), isMarked: false }]
    found.push({ at: from, text: text.slice(from, next.at), isMarked: false })
    found.push({ at: next.at, text: next.mark, isMarked: true })
    from = next.at + next.mark.length
  }
}

const letters = 'px-3 py-2 leading-normal wrap-anywhere whitespace-pre-wrap'

/**
 * A text area that grows with what is written and marks pieces of it. An unseen copy of the text lies under it, gives it its height and
 * carries the marks; nothing is measured, so typing stays cheap.
 */
export function MarkedTextArea({ value, marks, takeBox, className, ...rest }: MarkedTextAreaProps) {
  return (
    <div className={clsx('scroll-slim max-h-[38vh] overflow-y-auto', className)}>
      <div className="relative grid">
        <div aria-hidden dir="auto" className={clsx(letters, 'min-h-17 text-transparent select-none')}>
          {pieces(value, marks).map((piece) =>
            piece.isMarked ? (
              <mark key={piece.at} className="rounded-sm bg-warn-soft text-transparent shadow-[0_0_0_1px_var(--warn)]">
                {piece.text}
              </mark>
            ) : (
              <span key={`text ${piece.at}`}>{piece.text}</span>
            ),
          )}
          {/* A last line that is empty has no height of its own. */}
          {'\u200b'}
        </div>
        <textarea
          // A browser keeps the texts of open pages in clear, to bring them back with the page, unless it is told not to.
          autoComplete="off"
          {...rest}
          ref={takeBox}
          value={value}
          dir="auto"
          className={clsx(
            letters,
            'absolute inset-0 size-full resize-none overflow-hidden bg-transparent text-ink outline-none',
          )}
        />
      </div>
    </div>
  )
}
