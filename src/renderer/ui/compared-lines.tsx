/** A line of two texts side by side: in both, or in one of them. */
interface Line {
  readonly is: 'same' | 'gone' | 'new'
  readonly line: string
}

const signs = { same: '', gone: '−', new: '+' } as const
const looks = { same: 'text-ink-2', gone: 'bg-bad-soft text-bad', new: 'bg-ok-soft text-ok' } as const

const placed = (lines: readonly Line[]) => lines.map((line, at) => ({ ...line, at }))

interface ComparedLinesProps {
  readonly lines: readonly Line[]
  /** What is read out of a line that the two do not share. */
  readonly words: { readonly gone: string; readonly new: string }
  readonly className?: string
}

/** Two texts line by line: what is gone, what is new, and what both have. */
export function ComparedLines({ lines, words, className = '' }: ComparedLinesProps) {
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
      tabIndex={0}
      className={`ring-inside scroll-slim overflow-y-auto rounded-md border border-line font-mono text-sm ${className}`}
    >
      {placed(lines).map(({ is, line, at }) => (
        <p key={at} dir="auto" className={`px-2 wrap-anywhere whitespace-pre-wrap ${looks[is]}`}>
          <span aria-label={is === 'same' ? undefined : words[is]}>{signs[is]}</span> {line}
        </p>
      ))}
    </div>
  )
}
