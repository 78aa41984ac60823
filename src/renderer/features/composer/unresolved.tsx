import { TriangleAlert } from 'lucide-react'
import { say } from '#renderer/words/say.ts'

interface UnresolvedProps {
  readonly placeholders: readonly string[]
  readonly onPoint: (placeholder: string) => void
}

/** The placeholders that nothing could fill: sending waits for them. */
export function Unresolved({ placeholders, onPoint }: UnresolvedProps) {
  return (
    <output className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-lg bg-warn-soft px-3 py-1.5 text-warn">
      <span className="flex min-w-0 items-start gap-2">
        <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
        <span>{say('composer.placeholders', { n: placeholders.length })}</span>
      </span>
      {placeholders.map((placeholder) => (
        <button
          key={placeholder}
          type="button"
          className="rounded-sm px-1 font-mono text-sm underline decoration-dotted underline-offset-2 hover:bg-pane"
          onClick={() => onPoint(placeholder)}
        >
          {placeholder}
        </button>
      ))}
    </output>
  )
}
