import { CircleCheck, ListTodo } from 'lucide-react'
import { say } from '#renderer/words/say.ts'

/** A part by name, and how to get to it. */
export interface Missing {
  readonly part: string
  readonly label: string
}

/** How many things are missing, each a button that leads to it. */
export function MissingParts({ missing, onGo }: { missing: readonly Missing[]; onGo: (part: string) => void }) {
  const Icon = missing.length === 0 ? CircleCheck : ListTodo
  return (
    // What would not fit beside the buttons stands above them.
    <output className="flex min-w-0 flex-[1_1_16rem] flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <Icon size={15} aria-hidden className={missing.length === 0 ? 'shrink-0 text-ok' : 'shrink-0 text-ink-3'} />
      <span className="font-medium">
        {missing.length === 0 ? say('escalate.complete') : say('escalate.missing', { n: missing.length })}
      </span>
      {missing.map(({ part, label }) => (
        <button
          key={part}
          type="button"
          className="min-h-6 rounded-sm text-accent underline decoration-dotted underline-offset-2"
          onClick={() => onGo(part)}
        >
          {label}
        </button>
      ))}
    </output>
  )
}

/** Puts the focus on the first control of a part inside a form. */
export function goToPart(form: HTMLElement | null, part: string): void {
  const control = form?.querySelector<HTMLElement>(`[data-part="${part}"]`)
  control?.focus()
  control?.scrollIntoView({ block: 'center' })
}
