import { type ReactNode, useId } from 'react'

/** A part of the panel under its name, with what can be done at its right. */
export function Part({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-b border-line-soft px-4 py-3 last:border-b-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h2 id={id} className="min-w-0 truncate font-semibold">
          {title}
        </h2>
        <span className="ml-auto flex shrink-0 gap-1">{action}</span>
      </div>
      {children}
    </section>
  )
}
