import { say } from '#renderer/words/say.ts'

/** A line of two texts side by side: in both, or in one of them. */
interface Line {
  readonly is: 'same' | 'gone' | 'new'
  readonly line: string
}

const signs = { same: '', gone: '−', new: '+' } as const
const looks = { same: 'text-ink-2', gone: 'bg-bad-soft text-bad', new: 'bg-ok-soft text-ok' } as const

const placed = (lines: readonly Line[]) => lines.map((line, at) => ({ ...line, at }))

/** Two texts line by line: what is gone, what is new, and what both have. */
export function ComparedLines({
  lines,
  className = '',
}: {
  readonly lines: readonly Line[]
  readonly className?: string
}) {
  return (
    <div className={`scroll-slim overflow-y-auto rounded-md border border-line font-mono text-sm ${className}`}>
      {placed(lines).map(({ is, line, at }) => (
        <p key={at} dir="auto" className={`px-2 wrap-anywhere whitespace-pre-wrap ${looks[is]}`}>
          <span aria-label={is === 'same' ? undefined : say(`macro-editor.line-${is}`)}>{signs[is]}</span> {line}
        </p>
      ))}
    </div>
  )
}
