import type { ReactNode } from 'react'
import { type WordKey, say } from '#renderer/words/say.ts'

/** A line of the page of health: what it is about, and how that stands. */
export function HealthLine({ term, children }: { term: WordKey; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_1fr] gap-x-3 py-1 max-[32rem]:grid-cols-1">
      <dt className="text-ink-3">{say(term)}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}
